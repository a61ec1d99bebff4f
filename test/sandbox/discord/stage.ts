import { type Client, Events, type Interaction } from 'discord.js'
import type { BucketLimit, RouteName } from '../../../src/sandbox/discord/limits.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import {
  type Discord,
  type DiscordOptions,
  startDiscord,
} from '../../../src/sandbox/discord/start-discord.ts'
import { logIn } from './log-in.ts'

/** The ids of the sandbox's default people and places. */
export const ids = {
  ada: defaultSeed.users[0].id,
  grace: defaultSeed.users[1].id,
  bot: defaultSeed.application.botId,
  greenhouse: defaultSeed.guilds[0].id,
  general: defaultSeed.guilds[0].channels[0].id,
  questions: defaultSeed.guilds[0].channels[1].id,
  elsewhere: defaultSeed.guilds[1].id,
  lobby: defaultSeed.guilds[1].channels[0].id,
} as const

/** Limits so wide that a test about something else never waits. */
export const wideLimits: Partial<Record<RouteName, BucketLimit>> = {
  'POST /channels/:channel_id/messages': { limit: 50, windowMs: 1_000 },
  'PATCH /channels/:channel_id/messages/:message_id': { limit: 50, windowMs: 1_000 },
  'GET /channels/:channel_id/messages': { limit: 50, windowMs: 1_000 },
  'GET /channels/:channel_id/messages/:message_id': { limit: 50, windowMs: 1_000 },
  'PUT /applications/:application_id/commands': { limit: 50, windowMs: 1_000 },
  'PUT /applications/:application_id/guilds/:guild_id/commands': { limit: 50, windowMs: 1_000 },
}

/** A sandbox Discord and a discord.js client that is logged in to it. */
export type Stage = {
  readonly discord: Discord
  readonly client: Client<true>
  /** The next interaction that the client hears of and the guard accepts. */
  readonly heard: <T extends Interaction>(guard: (interaction: Interaction) => interaction is T) => Promise<T>
  readonly close: () => Promise<void>
}

/** Starts both. */
export const setStage = async (options: DiscordOptions = {}, intents?: readonly number[]): Promise<Stage> => {
  const discord = await startDiscord({ limits: wideLimits, ...options })
  const client = await logIn(discord, intents)
  client.on(Events.Error, () => {})
  return {
    discord,
    client,
    heard: (guard) =>
      new Promise((resolve) => {
        const listener = (interaction: Interaction) => {
          if (!guard(interaction)) return
          client.off(Events.InteractionCreate, listener)
          resolve(interaction)
        }
        client.on(Events.InteractionCreate, listener)
      }),
    close: async () => {
      await client.destroy()
      await discord.close()
    },
  }
}
