import type { Rank } from './pace-rank.ts'

/** Requests that the application's global limit counts. Times are in `Timer.elapsed()` ms. */
export type GlobalLimit = {
  /** Requests per second that the application is allowed. */
  readonly configured: number
  /** Requests per second that held after the last refusal. */
  readonly learned: number
  /** No counted request leaves before, because Discord refused. */
  readonly blockedUntil: number
  /** When the counted requests of the last second were let go, or left. */
  readonly counted: readonly number[]
  /** When requests were let go that have not left yet. */
  readonly granted: readonly number[]
}

/** Discord's limit, in requests per second, unless it has given the application more. */
export const defaultGlobalLimit = 50

/** The part of the limit that each class may use; the rest stays for what is more urgent and for bookkeeping. */
const shares = { overdue: 0.9, final: 0.9, first: 0.9, growth: 0.8, status: 0.5 } as const

/** A second, and 50 ms for requests that arrive closer together than they left. */
const span = 1_050

/** After each so many ms without a refusal, a tenth of the configured limit is given back. */
const recoveryStep = 30_000

export const createGlobalLimit = (perSecond: number = defaultGlobalLimit): GlobalLimit => ({
  configured: perSecond,
  learned: perSecond,
  blockedUntil: Number.NEGATIVE_INFINITY,
  counted: [],
  granted: [],
})

/** The same with another limit: its part of the application's, where several processes share that. */
export const withLimit = (global: GlobalLimit, perSecond: number): GlobalLimit => ({
  ...global,
  configured: perSecond,
  learned: Math.min(perSecond, global.learned < global.configured ? global.learned : perSecond),
})

/** The requests per second that are tried now. */
export const limitAt = ({ configured, learned, blockedUntil }: GlobalLimit, now: number): number => {
  if (learned >= configured) return configured
  const steps = Math.max(0, Math.floor((now - blockedUntil) / recoveryStep))
  return Math.min(configured, learned + (steps * configured) / 10)
}

/** When a request of this class may leave if nothing else does until then. */
export const opensAt = (global: GlobalLimit, urgency: Rank['class'], now: number): number => {
  const room = Math.max(1, Math.floor(limitAt(global, now) * shares[urgency]))
  return Math.max(global.blockedUntil, (recent(global.counted, now).at(-room) ?? -Infinity) + span)
}

/** The edits per millisecond on which each of so many growing replies can count. */
export const rateForEach = (global: GlobalLimit, waiting: number, now: number): number =>
  (limitAt(global, now) * shares.growth) / span / Math.max(1, waiting)

/** A request is let go; it counts from now on. */
export const grant = (global: GlobalLimit, now: number): GlobalLimit => ({
  ...global,
  granted: [...recent(global.granted, now), now],
  counted: [...recent(global.counted, now), now],
})

/** A counted request has left. One that was let go before counts from now, not twice. */
export const departed = (global: GlobalLimit, now: number): GlobalLimit => {
  const [first, ...granted] = recent(global.granted, now)
  const counted = recent(global.counted, now)
  const others = first === undefined ? counted : counted.toSpliced(counted.indexOf(first), 1)
  return { ...global, granted, counted: [...others, now] }
}

/**
 * Discord has refused for so many ms. The limit falls to what was sent in the last second, but by half at most: in a
 * quiet second somebody else has used it up.
 */
export const refused = (global: GlobalLimit, retryAfter: number, now: number): GlobalLimit => {
  const limit = limitAt(global, now)
  const sent = recent(global.counted, now).length
  const isAnotherOfOne = now < global.blockedUntil
  return {
    ...global,
    learned: isAnotherOfOne ? global.learned : Math.max(1, Math.min(limit, Math.max(sent - 1, limit / 2))),
    blockedUntil: Math.max(global.blockedUntil, now + retryAfter),
  }
}

const recent = (times: readonly number[], now: number) => times.filter((time) => time > now - span)
