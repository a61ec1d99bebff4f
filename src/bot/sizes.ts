import type { Client } from 'discord.js'
import type { DiscordConnection } from './connect-to-discord.ts'
import type { Parts } from './put-together.ts'

/** How much the bot keeps in memory. When idle, as much as after the start; tests look for leaks with this. */
export type Sizes = {
  /** Replies, queued questions and their callers. */
  readonly underWay: number
  /** Rate-limit buckets; old ones are dropped as new ones come. */
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
