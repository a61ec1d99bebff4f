import type { Clock } from '../../clock.ts'
import { type RateWindow, take } from './rate-limits.ts'

/** Edits that may be made to messages older than an hour: reported since May 2026 as 3 per 6 s and channel. */
const OLD_EDITS = { limit: 3, windowMs: 6_000 }

/** Renames that a channel may have: reported as 2 per 10 minutes (discord-api-docs thread 2190). */
const RENAMES = { limit: 2, windowMs: 10 * 60_000 }

/** Messages that webhooks may post in a channel: reported as 30 per minute (discord-api-docs threads 367, 1454). */
const WEBHOOK_POSTS = { limit: 30, windowMs: 60_000 }

/** A limit that no header shows. */
export type HiddenLimit = {
  /** Counts one for the channel; gives 0, or the milliseconds to wait if there were too many. */
  readonly take: (channelId: string) => number
}

const hiddenLimit = (
  clock: Clock,
  limit: { readonly limit: number; readonly windowMs: number },
): HiddenLimit => {
  const windows = new Map<string, RateWindow>()
  return {
    take: (channelId) => {
      const verdict = take(windows.get(channelId), limit, clock.elapsed())
      windows.set(channelId, verdict.window)
      return verdict.allowed ? 0 : verdict.resetAfterMs
    },
  }
}

/** The limit behind error 30046. */
export const limitOldEdits = (clock: Clock): HiddenLimit => hiddenLimit(clock, OLD_EDITS)

/** The limit on renames of channels and threads. */
export const limitRenames = (clock: Clock): HiddenLimit => hiddenLimit(clock, RENAMES)

/** The limit on messages that webhooks post in a channel, follow-ups of interactions included. */
export const limitWebhookPosts = (clock: Clock): HiddenLimit => hiddenLimit(clock, WEBHOOK_POSTS)
