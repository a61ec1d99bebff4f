import type { Budget } from './contender.ts'
import type { RateLimitHeaders } from './rate-limit-headers.ts'

/** How much a window allows and how long it is, as last observed. */
export type Shape = { readonly limit: number; readonly window: number }

/** What is used until the first headers arrive; after that nothing rests on it. */
export const guess: Shape = { limit: 5, window: 5_000 }

/** One rate-limit bucket as observed. Windows are fixed and open with the first request that Discord counts. */
export type Bucket = {
  readonly shape: Shape
  /** Whether this bucket has ever answered, or its shape is known from another of the same kind. */
  readonly known: boolean
  readonly open?: {
    readonly remaining: number
    /** The earliest safe moment to send the first request of the next window. */
    readonly reopens: number
    /** When the latest request that told so was sent. */
    readonly asOf: number
  }
  readonly inFlight: number
  /** Nothing leaves before, because Discord refused. */
  readonly blockedUntil: number
}

/** A bucket of which nothing was sent; `shape` if others of its kind are known. */
export const fresh = (shape: Shape | undefined): Bucket => ({
  shape: shape ?? guess,
  known: shape !== undefined,
  inFlight: 0,
  blockedUntil: -Infinity,
})

/** What may leave now. */
export const budgetOf = ({ shape, known, open, inFlight, blockedUntil }: Bucket, now: number): Budget => {
  if (now < blockedUntil) return { ...shape, left: 0, reopens: blockedUntil }
  if (open && now < open.reopens) return { ...shape, left: open.remaining - inFlight, reopens: open.reopens }
  // Before its first answer one request at a time is let go: it tells how many more may.
  const left = known || inFlight === 0 ? shape.limit - inFlight : 0
  return { ...shape, left, reopens: left > 0 ? now : Infinity }
}

/** A request has left. */
export const sent = (bucket: Bucket): Bucket => ({ ...bucket, inFlight: bucket.inFlight + 1 })

/**
 * A request was answered. Discord's `Reset-After` counts from when it answered, some time between sending and
 * receiving. The window ends at the latest `Reset-After` after receiving; what is sent `headStart` before that, the
 * least round trip, arrives after it. The earliest such moment that the window's answers give is used.
 */
export const answered = (bucket: Bucket, answer: RateLimitHeaders, headStart: number): Bucket => {
  const landed: Bucket = { ...bucket, known: true, inFlight: bucket.inFlight - 1 }
  const told = answer.window ? withWindow(landed, answer, answer.window, headStart) : counted(landed, answer)
  if (!answer.refusal || answer.refusal.global) return told
  const until = answer.receivedAt + answer.refusal.retryAfter + slack
  return { ...told, blockedUntil: Math.max(told.blockedUntil, until) }
}

/** No answer came: Discord may have counted it all the same, at the latest just now. */
export const lost = (bucket: Bucket, sentAt: number, now: number): Bucket =>
  counted({ ...bucket, inFlight: bucket.inFlight - 1 }, { sentAt, receivedAt: now })

/** For headers that are rounded to the millisecond and timers that fire a little early. */
const slack = 3

const withWindow = (
  bucket: Bucket,
  { sentAt, receivedAt }: RateLimitHeaders,
  { limit, remaining, resetAfter }: NonNullable<RateLimitHeaders['window']>,
  headStart: number,
): Bucket => {
  const reopens = receivedAt + resetAfter - headStart + slack
  const isFirst = remaining >= limit - 1
  const { open, shape } = bucket
  const isSame = open !== undefined && sentAt + resetAfter <= open.reopens + headStart
  const isNewest = !isSame || sentAt >= open.asOf
  return {
    ...bucket,
    shape: { limit, window: isFirst ? resetAfter : Math.max(shape.window, resetAfter) },
    open: {
      remaining: isNewest ? remaining : Math.min(open.remaining, remaining),
      reopens: isSame ? Math.min(open.reopens, reopens) : reopens,
      asOf: isNewest ? sentAt : open.asOf,
    },
  }
}

/** Counts a request that told nothing, on the careful side: as if it had opened a window of the last known shape. */
const counted = (bucket: Bucket, { sentAt, receivedAt }: RateLimitHeaders): Bucket => {
  const { open, shape } = bucket
  if (open && receivedAt < open.reopens)
    return { ...bucket, open: { ...open, remaining: open.remaining - 1 } }
  return {
    ...bucket,
    open: { remaining: shape.limit - 1, reopens: receivedAt + shape.window, asOf: sentAt },
  }
}
