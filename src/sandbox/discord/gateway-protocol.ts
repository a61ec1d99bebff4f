import type WebSocket from 'ws'
import { z } from 'zod'
import { guildCreateJson } from './dispatches.ts'
import {
  awaitHeartbeat,
  type Connection,
  endConnection,
  gatewayUrl,
  type Hub,
  sendLater,
  tell,
} from './gateway-hub.ts'
import { memberJson } from './guild.ts'
import { areIntents, asksTooMuch } from './intents.ts'
import type { JsonObject } from './json.ts'
import { take } from './rate-limits.ts'
import { createSession, missedSince, type Session } from './sessions.ts'
import { isOnShard, joinedGuilds, type Shard } from './shards.ts'
import { userJson } from './user.ts'
import { userOf, type World } from './world.ts'

/** Bytes of the largest payload that a client may send. */
const PAYLOAD_BYTES = 4_096

/** Guilds that one shard may have (Discord's gateway documentation, "Sharding"). */
const GUILDS_PER_SHARD = 2_500

/** What a client may send on one connection. */
const SENDS = { limit: 120, windowMs: 60_000 }

const payloadForm = z.object({ op: z.number().int(), d: z.unknown() })

const identifyForm = z.object({
  token: z.string(),
  intents: z.number(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.number().int(), z.number().int()]).optional(),
  compress: z.boolean().optional(),
})

const resumeForm = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int().nullable() })

const bytesOf = (data: WebSocket.RawData): Buffer => {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? Buffer.from(new Uint8Array(data)) : data
}

const membersForm = z.object({
  guild_id: z.string(),
  user_ids: z.union([z.string(), z.array(z.string())]),
  /** Comes back with the answer, unless it is longer than 32 bytes. */
  nonce: z.string().max(32).optional(),
})

/** Tells of the members that were asked for by their ids; asking for all needs an intent, and is not known here. */
const tellMembers = (hub: Hub, session: Session, data: unknown): number | undefined => {
  const form = membersForm.safeParse(data).data
  if (form === undefined) return 4002
  const { world } = hub
  const guild = world.guilds.get(form.guild_id)
  const ids = [form.user_ids].flat()
  const members = ids.flatMap((id) => guild?.members.get(id) ?? [])
  tell(hub, session, {
    name: 'GUILD_MEMBERS_CHUNK',
    data: {
      guild_id: form.guild_id,
      members: members.map((member) => memberJson(member, userOf(world, member.userId))),
      chunk_index: 0,
      chunk_count: 1,
      not_found: ids.filter((id) => guild?.members.has(id) !== true),
      ...(form.nonce !== undefined && { nonce: form.nonce }),
    },
  })
  return undefined
}

const parse = (data: WebSocket.RawData): z.infer<typeof payloadForm> | undefined => {
  const bytes = bytesOf(data)
  if (bytes.length > PAYLOAD_BYTES) return undefined
  try {
    return payloadForm.safeParse(JSON.parse(bytes.toString('utf8'))).data
  } catch {
    return undefined
  }
}

const readyJson = (world: World, { id: sessionId, shard }: Session): JsonObject => {
  const { id, botId, privileged } = world.application
  const guilds = joinedGuilds(world).filter((guild) => isOnShard(shard, guild.id))
  return {
    v: 10,
    user: { ...userJson(userOf(world, botId)), verified: true, mfa_enabled: true, email: null },
    guilds: guilds.map((guild) => ({ id: guild.id, unavailable: true })),
    session_id: sessionId,
    resume_gateway_url: gatewayUrl(world),
    shard,
    application: { id, flags: privileged.messageContent ? 1 << 19 : 0 },
    session_type: 'normal',
    private_channels: [],
    presences: [],
    relationships: [],
    _trace: ['sandbox'],
  }
}

const welcome = (hub: Hub, session: Session): void => {
  const { world } = hub
  tell(hub, session, { name: 'READY', data: readyJson(world, session) })
  for (const guild of joinedGuilds(world))
    if (isOnShard(session.shard, guild.id) && !world.unavailable.has(guild.id))
      tell(hub, session, { name: 'GUILD_CREATE', data: guildCreateJson(world, guild) })
  world.emit({ type: 'gateway-ready' })
}

/** Why there cannot be such a shard: 4010 if it is none of its count, 4011 if it would have too many guilds. */
const shardProblem = ({ world, setting }: Hub, shard: Shard): number | undefined => {
  const [id, count] = shard
  if (id < 0 || count < 1 || id >= count) return 4010
  const guilds = joinedGuilds(world).filter((guild) => isOnShard(shard, guild.id))
  return guilds.length > (setting.rules.guildsPerShard ?? GUILDS_PER_SHARD) ? 4011 : undefined
}

/** The close code that Discord has for what is wrong with what a client says of itself. */
const identifyProblem = (hub: Hub, form: z.infer<typeof identifyForm>): number | undefined => {
  if (form.token !== hub.world.application.token) return 4004
  if (!areIntents(form.intents)) return 4013
  if (asksTooMuch(hub.world, form.intents)) return 4014
  return shardProblem(hub, form.shard ?? [0, 1])
}

/** Starts a session, or gives the close code that Discord has for what is wrong. */
const identify = (hub: Hub, connection: Connection, data: unknown): number | undefined => {
  const { world } = hub
  const form = identifyForm.safeParse(data).data
  if (connection.session !== undefined) return 4005
  if (form === undefined) return 4002
  const problem = identifyProblem(hub, form)
  if (problem !== undefined) return problem
  const shard: Shard = form.shard ?? [0, 1]
  const start = hub.starts.take(shard[0])
  // Discord resets the token of a bot that has used up its starts.
  if (start === 'none-left') return 4004
  if (start === 'too-soon') {
    connection.socket.send({ op: 9, d: false })
    return undefined
  }
  if (form.compress === true) connection.socket.compressPayloads()
  const session = createSession(world.nextId(), form.intents, shard, connection.socket)
  connection.session = session
  hub.sessions.set(session.id, session)
  welcome(hub, session)
  return undefined
}

/** The session, if it can still be resumed. */
const resumable = (hub: Hub, id: string): Session | undefined => {
  const session = hub.sessions.get(id)
  const { resumeWithinMs = Number.POSITIVE_INFINITY } = hub.setting.rules
  if (session?.leftAt === undefined) return session
  if (hub.world.clock.elapsed() - session.leftAt <= resumeWithinMs) return session
  hub.sessions.delete(id)
  return undefined
}

const resume = (hub: Hub, connection: Connection, data: unknown): number | undefined => {
  const form = resumeForm.safeParse(data).data
  if (connection.session !== undefined) return 4005
  if (form === undefined) return 4002
  if (form.token !== hub.world.application.token) return 4004
  const session = resumable(hub, form.session_id)
  const missed = session === undefined ? undefined : missedSince(session, form.seq ?? 0)
  if (session === undefined || missed === undefined) {
    connection.socket.send({ op: 9, d: false })
    return undefined
  }
  connection.session = session
  session.socket = connection.socket
  session.leftAt = undefined
  for (const payload of missed) sendLater(hub, connection.socket, payload)
  tell(hub, session, { name: 'RESUMED', data: {} })
  hub.world.emit({ type: 'gateway-resumed' })
  return undefined
}

const handle = (hub: Hub, connection: Connection, op: number, data: unknown): number | undefined => {
  switch (op) {
    case 1:
      awaitHeartbeat(hub, connection)
      if (hub.acknowledging) sendLater(hub, connection.socket, { op: 11 })
      return undefined
    case 2:
      return identify(hub, connection, data)
    case 6:
      return resume(hub, connection, data)
    case 8:
      return connection.session === undefined ? 4003 : tellMembers(hub, connection.session, data)
    case 3:
    case 4:
      return connection.session === undefined ? 4003 : undefined
    default:
      return 4001
  }
}

/** Answers one payload of a client, or closes the connection with the code that fits. */
export const receive = (hub: Hub, connection: Connection, raw: WebSocket.RawData): void => {
  const payload = parse(raw)
  const verdict = take(connection.window, SENDS, hub.world.clock.elapsed())
  connection.window = verdict.window
  const wrong = payload === undefined ? 4002 : verdict.allowed ? undefined : 4008
  const code = wrong ?? handle(hub, connection, payload?.op ?? -1, payload?.d)
  if (code !== undefined) endConnection(hub, connection, code)
}
