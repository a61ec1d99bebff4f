import type { Clock } from '../../clock.ts'
import type { JsonObject } from './json.ts'
import { type RateWindow, take } from './rate-limits.ts'

/** How many sessions may be started, and how fast; Discord's are 1,000 a day, one every five seconds. */
export type StartLimits = {
  /** Sessions in `startWindowMs`; none more are started, and the token is no longer taken. */
  readonly startTotal?: number
  readonly startWindowMs?: number
  /** How many shards may identify at once: `shard_id % max_concurrency` names the queue of each. */
  readonly maxConcurrency?: number
  /** Milliseconds that must lie between two identifies of one queue; none by default. */
  readonly identifyEveryMs?: number
}

/** Counts the sessions that are started. */
export type SessionStarts = {
  /** Counts one for the shard: it may start, must come again later, or there are none left. */
  readonly take: (shardId: number) => 'started' | 'too-soon' | 'none-left'
  /** `session_start_limit` of `GET /gateway/bot`. */
  readonly json: () => JsonObject
}

const TOTAL = 1_000
const DAY_MS = 24 * 60 * 60_000

/** The count of a bot that has started nothing yet. */
export const createSessionStarts = (clock: Clock, limits: StartLimits): SessionStarts => {
  const { startTotal, startWindowMs = DAY_MS, maxConcurrency = 1, identifyEveryMs = 0 } = limits
  const limit = { limit: startTotal ?? TOTAL, windowMs: startWindowMs }
  const lastInQueue = new Map<number, number>()
  let window: RateWindow | undefined
  return {
    take: (shardId) => {
      const now = clock.elapsed()
      const queue = shardId % maxConcurrency
      const last = lastInQueue.get(queue) ?? Number.NEGATIVE_INFINITY
      if (now - last < identifyEveryMs) return 'too-soon'
      const verdict = take(window, limit, now)
      if (!verdict.allowed && startTotal !== undefined) return 'none-left'
      window = verdict.window
      lastInQueue.set(queue, now)
      return 'started'
    },
    json: () => {
      const now = clock.elapsed()
      const isOpen = window !== undefined && now < window.openedAt + window.windowMs
      const open = isOpen ? window : undefined
      return {
        total: limit.limit,
        remaining: limit.limit - (open?.used ?? 0),
        reset_after: open === undefined ? 0 : open.openedAt + open.windowMs - now,
        max_concurrency: maxConcurrency,
      }
    },
  }
}
