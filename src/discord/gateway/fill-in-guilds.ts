import { type WebSocketManager, WebSocketShardEvents } from '@discordjs/ws'
import { Routes } from 'discord.js'
import { z } from 'zod'

const json = z.record(z.string(), z.unknown())
const list = z.array(z.unknown())
const payload = z.object({
  t: z.string(),
  d: z.looseObject({ guild_id: z.string().nullish(), id: z.unknown() }),
})

type Json = z.infer<typeof json>

type Rest = Pick<WebSocketManager['options']['rest'], 'get'>

/** What READY says of the bot itself, as far as REST knows it. Guilds follow when something happens in them. */
const fetchReady = async (rest: Rest): Promise<Json> => {
  const [user, application] = await Promise.all([
    rest.get(Routes.user()).then((found) => json.parse(found)),
    rest.get(Routes.currentApplication()).then((found) => json.parse(found)),
  ])
  const { id, flags } = application
  return { v: 10, user, application: { id, flags }, guilds: [], private_channels: [] }
}

/** What GUILD_CREATE says of a guild. */
const fetchGuild = async (rest: Rest, id: string): Promise<Json> => {
  const [guild, channels, threads, me] = await Promise.all([
    rest.get(Routes.guild(id)).then((found) => json.parse(found)),
    rest.get(Routes.guildChannels(id)).then((found) => list.parse(found)),
    rest.get(Routes.guildActiveThreads(id)).then((found) => z.object({ threads: list }).parse(found).threads),
    rest.get(Routes.guildMember(id, '@me')).then((found) => json.parse(found)),
  ])
  const none = { voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [] }
  return {
    ...guild,
    ...none,
    channels,
    threads,
    members: [me],
    joined_at: me['joined_at'],
    unavailable: false,
  }
}

/** The guild that an event is about, where discord.js needs to know that guild. */
const guildOf = (detail: unknown): string | undefined => {
  const { data } = payload.safeParse(detail)
  return data?.t.startsWith('GUILD_CREATE') ? undefined : (data?.d.guild_id ?? undefined)
}

/**
 * Makes a session that another process began usable here. After a resume Discord sends what was missed and what happens, but
 * neither READY nor the guilds, without which discord.js drops events. They are asked for over REST: the bot itself at once,
 * each guild before the first event in it. Events keep their order meanwhile. A session that is new after all needs none of it.
 *
 * `onFault` is told of guilds that could not be had; their events go on without.
 */
export const fillInGuilds = (
  manager: WebSocketManager,
  onFault: (event: string, error: unknown) => void,
): void => {
  const emit: unknown = Reflect.get(manager, 'emit')
  if (typeof emit !== 'function') return
  const pass = (event: string, ...details: readonly unknown[]): unknown =>
    Reflect.apply(emit, manager, [event, ...details])
  const { rest } = manager.options
  const known = new Set<string>()
  let isFilling = true
  let isReady = false
  let line: Promise<void> = Promise.resolve()

  const dispatch = (t: string, d: Json, shardId: number): void =>
    void pass(WebSocketShardEvents.Dispatch, { data: { op: 0, s: null, t, d }, shardId })

  const beReady = async (shardId: number): Promise<void> => {
    const data = await fetchReady(rest)
    pass(WebSocketShardEvents.Ready, { data, shardId })
    dispatch('READY', data, shardId)
    isReady = true
  }

  const fill = async (guildId: string | undefined, shardId: number): Promise<void> => {
    if (guildId === undefined || known.has(guildId)) return
    known.add(guildId)
    // Where an app answers one person, the bot need not be in the guild.
    await fetchGuild(rest, guildId).then(
      (guild) => dispatch('GUILD_CREATE', guild, shardId),
      (error: unknown) => onFault(`guild ${guildId}`, error),
    )
  }

  const held: ReadonlySet<string> = new Set([WebSocketShardEvents.Dispatch, WebSocketShardEvents.Resumed])
  const filling = (event: string, ...details: readonly unknown[]): unknown => {
    const [detail] = details
    const shard = z.object({ shardId: z.number(), data: z.unknown().optional() }).safeParse(detail).data
    if (event === WebSocketShardEvents.Ready && !isReady) isFilling = false
    if (!isFilling || !held.has(event) || shard === undefined) return pass(event, ...details)
    line = line
      .then(async () => {
        if (!isReady) await beReady(shard.shardId)
        await fill(guildOf(shard.data), shard.shardId)
        pass(event, ...details)
      })
      .catch((error: unknown) => onFault(event, error))
    return true
  }
  Object.assign(manager, { emit: filling })
}
