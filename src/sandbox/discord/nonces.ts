import type { Clock } from '../../clock.ts'
import type { Message } from './message.ts'

/** Milliseconds for which a nonce is remembered: "the past few minutes" of Discord's message reference. */
const NONCE_LIFE_MS = 5 * 60_000

/** Which messages were posted with which nonce lately. */
export type Nonces = {
  readonly find: (channelId: string, nonce: string | number | null | undefined) => Message | undefined
  readonly keep: (message: Message) => void
}

/** Remembers nonces for five minutes, so that a repeated post gives the first message again. */
export const createNonces = (clock: Clock): Nonces => {
  const kept = new Map<string, Message>()
  const isFresh = (message: Message) => clock.elapsed() - message.createdElapsed < NONCE_LIFE_MS
  return {
    find: (channelId, nonce) => {
      const message = nonce === null || nonce === undefined ? undefined : kept.get(`${channelId} ${nonce}`)
      return message !== undefined && isFresh(message) ? message : undefined
    },
    keep: (message) => {
      for (const [key, old] of kept) {
        if (isFresh(old)) break
        kept.delete(key)
      }
      if (message.nonce !== undefined) kept.set(`${message.channelId} ${message.nonce}`, message)
    },
  }
}
