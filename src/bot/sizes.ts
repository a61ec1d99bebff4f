import type { Client } from 'discord.js'
import type { DiscordConnection } from './connect-to-discord.ts'
import type { Parts } from './put-together.ts'

/** What a bot holds: once nothing is under way, as much as at its start. */
export type Sizes = {
  /** Replies, questions in line, and those who wait for them. */
  readonly underWay: number
  /** What pacing remembers of rate limits; it is let go as others come. */
  readonly buckets: number
  /** Listeners on the client, its REST and its gateway. */
  readonly listeners: number
}

/** Counts what the bot holds now. */
export const sizesOf = ({ client, replies, deps }: Parts, { pacing }: DiscordConnection): Sizes => ({
  underWay: replies.size() + deps.queue.busyPlaces(),
  ...pacing.size(),
  listeners: listenersOf(client) + listenersOf(client.rest) + listenersOf(client.ws),
})

const listenersOf = (emitter: Pick<Client, 'eventNames' | 'listenerCount'>): number =>
  emitter.eventNames().reduce((sum, name) => sum + emitter.listenerCount(String(name)), 0)
