import {
  type ChatInputCommandInteraction,
  Client,
  Events,
  GatewayIntentBits,
  type Interaction,
  type RESTOptions,
} from 'discord.js'
import type { Clock } from '../../src/clock.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { type Measured, measure } from './measure.ts'
import type { Bucket } from './optimum.ts'
import type { Strategy } from './strategies/strategy.ts'
import { end, type Trace } from './traces.ts'
import { watch } from './watch.ts'
import { channelIds, discordWith, personId } from './world.ts'
import { createWriter } from './writer.ts'

/** A Discord on this machine with as many channels as asked for, and every edit under one limit. */
export type Stage = {
  readonly discord: Discord
  /** A logged-in client; `rest` for what it should do otherwise than discord.js does by itself. */
  readonly client: (rest?: Partial<RESTOptions>) => Promise<Client<true>>
  /** Plays a trace in a channel of its own, shown by this strategy and client. */
  readonly play: (trace: Trace, strategy: Strategy, client: Client<true>) => Promise<Measured>
  readonly close: () => Promise<void>
}

/** Milliseconds after the end of a stream when watching stops. */
const patience = 30_000

export const openStage = async (
  clock: Clock,
  { limit, window }: Bucket,
  latencyMs: number,
  channels: number,
): Promise<Stage> => {
  const discord = await startDiscord(discordWith(clock, { limit, window }, latencyMs, channels))
  const clients: Client<true>[] = []
  const free = channelIds(channels)
  return {
    discord,
    client: async (rest = {}) => {
      const client = await logIn(discord.url, discord.token, rest)
      clients.push(client)
      if (clients.length === 1) await client.application.commands.set([{ name: 'ask', description: 'Ask' }])
      return client
    },
    play: async (trace, strategy, client) => {
      const channelId = free.pop()
      if (channelId === undefined) throw new Error(`The stage has ${channels} channels and needs more`)
      const measured = await play(discord, clock, channelId, trace, strategy, client)
      return measured
    },
    close: async () => {
      for (const client of clients) await client.destroy()
      await discord.close()
    },
  }
}

/** A client that is logged in to the API at `url`. */
export const logIn = (url: string, token: string, rest: Partial<RESTOptions>): Promise<Client<true>> => {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    allowedMentions: { parse: [] },
    rest: { api: url, version: '10', ...rest },
  })
  client.setMaxListeners(0)
  return new Promise((resolve, reject) => {
    client.once(Events.ClientReady, resolve)
    client.login(token).catch(reject)
  })
}

const play = async (
  discord: Discord,
  clock: Clock,
  channelId: string,
  trace: Trace,
  strategy: Strategy,
  client: Client<true>,
): Promise<Measured> => {
  const { interaction, messageId } = await ask(discord, channelId, client)
  const writer = createWriter(clock, trace)
  const watching = watch(discord, interaction.token, channelId)
  const done = strategy.show(writer, interaction, messageId)
  writer.begin()
  const late = new Promise<void>((resolve) => clock.after(end(trace) + patience, resolve))
  await Promise.race([done, late])
  return measure(writer.came(), watching.end(), clock.elapsed())
}

const ask = async (discord: Discord, channelId: string, client: Client<true>) => {
  const heard = new Promise<ChatInputCommandInteraction>((resolve) => {
    const hear = (interaction: Interaction) => {
      if (!interaction.isChatInputCommand() || interaction.channelId !== channelId) return
      client.off(Events.InteractionCreate, hear)
      resolve(interaction)
    }
    client.on(Events.InteractionCreate, hear)
  })
  discord.runCommand({ channelId, userId: personId, name: 'ask' })
  const interaction = await heard
  const { resource } = await interaction.deferReply({ withResponse: true })
  return { interaction, messageId: resource?.message?.id ?? '' }
}
