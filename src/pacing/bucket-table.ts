import { answered, type Bucket, fresh, lost, type Shape, sent } from './bucket.ts'
import { headStart, noLatency, refusedEarly, traveled } from './latency.ts'
import type { RateLimitHeaders } from './rate-limit-headers.ts'

/** A kind of request to one resource, as far as rate limits care. */
export type LimitedRoute = {
  /** Method and path without ids: routes of one kind have one bucket id. */
  readonly kind: string
  /** A kind that probably has the same bucket; believed until Discord says otherwise. */
  readonly sibling?: string
  /** The top-level resource (channel, guild, webhook with token): each has a bucket of its own. */
  readonly major: string
  /** Whether the global limit counts it. */
  readonly isGlobal: boolean
}

/** A rate-limit bucket and the changes that wait for it. */
export type Entry<T> = {
  bucket: Bucket
  /** A change is in flight. discord.js sends one request at a time per bucket, so a second one would only queue. */
  isBusy: boolean
  readonly waiting: Set<T>
}

/**
 * All known rate-limit buckets. One is told by its id from Discord and the top-level resource; by the route until the id
 * is known. Those whose window is over are dropped as others come; `dropped` is told of each.
 */
export const createBucketTable = <T, E extends Entry<T>>(
  extend: (entry: Entry<T>) => E,
  dropped: (entry: E) => void,
) => {
  const ids = new Map<string, string>()
  const shapes = new Map<string, Shape>()
  const entries = new Map<string, E>()
  let latency = noLatency
  let sweepAt = 64

  const idOf = ({ kind, sibling }: LimitedRoute): string | undefined =>
    ids.get(kind) ?? (sibling === undefined ? undefined : ids.get(sibling))

  const sweep = (now: number) => {
    if (entries.size < sweepAt) return
    for (const [key, entry] of entries) {
      if (!isOver(entry, now)) continue
      entries.delete(key)
      dropped(entry)
    }
    sweepAt = Math.max(64, 2 * entries.size)
  }

  const find = (route: LimitedRoute, now: number): E => {
    const id = idOf(route)
    const early = `${route.kind} ${route.major}`
    const key = id === undefined ? early : `${id} ${route.major}`
    const known = entries.get(key) ?? entries.get(early)
    if (known && key !== early && !entries.has(key)) {
      entries.delete(early)
      entries.set(key, known)
    }
    if (known) return known
    sweep(now)
    const shape = id === undefined ? undefined : shapes.get(id)
    const entry = extend({ bucket: fresh(shape), isBusy: false, waiting: new Set() })
    entries.set(key, entry)
    return entry
  }

  return {
    find,
    depart: (route: LimitedRoute, now: number): E => {
      const entry = find(route, now)
      entry.bucket = sent(entry.bucket)
      return entry
    },
    /** Gives the entry that the answer was about, and whether Discord has named a bucket that was not known. */
    answered: (route: LimitedRoute, from: E, answer: RateLimitHeaders) => {
      latency = traveled(latency, answer.receivedAt - answer.sentAt, answer.receivedAt)
      if (answer.refusal && !answer.refusal.global) latency = refusedEarly(latency)
      const isNew = answer.bucket !== undefined && ids.get(route.kind) !== answer.bucket
      if (answer.bucket !== undefined) ids.set(route.kind, answer.bucket)
      const entry = answer.bucket === undefined ? from : find(route, answer.receivedAt)
      if (entry !== from) {
        from.bucket = { ...from.bucket, inFlight: from.bucket.inFlight - 1 }
        entry.bucket = sent(entry.bucket)
      }
      entry.bucket = answered(entry.bucket, answer, headStart(latency))
      if (answer.bucket !== undefined) shapes.set(answer.bucket, entry.bucket.shape)
      return { entry, isNew }
    },
    lost: (entry: E, sentAt: number, now: number) => {
      entry.bucket = lost(entry.bucket, sentAt, now)
    },
    size: () => entries.size,
  }
}

const isOver = ({ bucket, isBusy, waiting }: Entry<unknown>, now: number): boolean =>
  waiting.size === 0 &&
  !isBusy &&
  bucket.inFlight === 0 &&
  Math.max(bucket.blockedUntil, bucket.open?.reopens ?? -Infinity) < now
