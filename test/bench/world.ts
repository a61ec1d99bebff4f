import type { Clock } from '../../src/clock.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import type { DiscordOptions } from '../../src/sandbox/discord/start-discord.ts'
import type { Bucket } from './optimum.ts'

const [guild] = defaultSeed.guilds

/** Who asks in the bench. */
export const personId: string = defaultSeed.users[0].id

/** So many channels, one for each stream. */
export const channelIds = (count: number): string[] =>
  Array.from({ length: count }, (_, n) => `${1_200_000_000_000_000_000n + BigInt(n)}`)

/** A Discord with so many channels, where every route that edits a message has the same limit. */
export const discordWith = (
  clock: Clock,
  { limit, window }: Bucket,
  latencyMs: number,
  channels: number,
): DiscordOptions => {
  const named = channelIds(channels).map((id) => ({ id, name: `c${id}` }))
  const edits = { limit, windowMs: window, bucket: 'webhook message edit' }
  return {
    clock,
    latencyMs,
    seed: { ...defaultSeed, guilds: [{ ...guild, channels: [...guild.channels, ...named] }] },
    limits: {
      'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': edits,
      'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': edits,
      'PATCH /channels/:channel_id/messages/:message_id': { limit, windowMs: window },
    },
  }
}
