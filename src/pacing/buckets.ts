import type { Clock } from '../clock.ts'
import { kindOf, type Route } from '../discord/rest/route.ts'
import { answered, type Bucket, fresh, lost, type Shape, sent } from './bucket.ts'
import { headStart, noLatency, refusedEarly, traveled } from './latency.ts'
import type { RateLimitHeaders } from './rate-limit-headers.ts'

/** One bucket of one channel or token, with those who want to know when it changes. */
export type Cell = {
  readonly bucket: () => Bucket
  /** Whether an edit of ours is on its way; discord.js sends one at a time per bucket, so a second would only queue. */
  readonly isBusy: () => boolean
  /** Keeps the bucket to oneself until the returned function is called. */
  readonly occupy: () => () => void
  readonly watch: (changed: () => void) => () => void
}

/** A request on its way. One of the two is called once. */
export type Passage = {
  readonly answered: (answer: RateLimitHeaders) => void
  readonly lost: () => void
}

export type Buckets = {
  /** Finds the bucket of a route; asked again, it may be another one, once Discord has told its id. */
  readonly finder: (route: Route) => () => Cell
  readonly depart: (route: Route) => Passage
  /** How many are remembered. */
  readonly size: () => number
}

type Kept = Cell & { readonly change: (next: Bucket) => void; readonly isForgettable: () => boolean }

/**
 * What is known of all buckets. A bucket is told by the id that Discord gave its kind of route, with the major resource;
 * until the id is known, by the route itself. Those whose window is over are forgotten as new ones come.
 */
export const createBuckets = (clock: Clock): Buckets => {
  const ids = new Map<string, string>()
  const shapes = new Map<string, Shape>()
  const cells = new Map<string, Kept>()
  let trips = noLatency
  let sweepAt = 64
  const sweep = () => {
    if (cells.size < sweepAt) return
    for (const [key, cell] of cells) if (cell.isForgettable()) cells.delete(key)
    sweepAt = Math.max(64, 2 * cells.size)
  }
  const finder = (route: Route) => {
    const kind = kindOf(route)
    const kin = kinOf(kind)
    const early = `${kind} ${route.major}`
    let latest: { readonly id: string; readonly key: string } | undefined
    return (): Kept => {
      const id = ids.get(kind) ?? ids.get(kin)
      if (id !== undefined && latest?.id !== id) latest = { id, key: `${id} ${route.major}` }
      const key = latest?.key ?? early
      const known = cells.get(key) ?? cells.get(early)
      if (known && key !== early && cells.delete(early)) cells.set(key, known)
      return known ?? create(key, id)
    }
  }
  const create = (key: string, id: string | undefined): Kept => {
    sweep()
    const cell = createCell(clock, fresh(id === undefined ? undefined : shapes.get(id)))
    cells.set(key, cell)
    return cell
  }
  const of = (route: Route) => finder(route)()
  const learn = (route: Route, answer: RateLimitHeaders, from: Kept) => {
    if (answer.bucket === undefined) return from
    ids.set(kindOf(route), answer.bucket)
    return of(route)
  }
  const depart = (route: Route): Passage => {
    const cell = of(route)
    const sentAt = clock.elapsed()
    cell.change(sent(cell.bucket()))
    return {
      lost: () => cell.change(lost(cell.bucket(), sentAt, clock.elapsed())),
      answered: (answer) => {
        trips = traveled(trips, answer.receivedAt - answer.sentAt, answer.receivedAt)
        if (answer.refusal && !answer.refusal.global) trips = refusedEarly(trips)
        const home = learn(route, answer, cell)
        if (home !== cell) {
          cell.change({ ...cell.bucket(), inFlight: cell.bucket().inFlight - 1 })
          home.change(sent(home.bucket()))
        }
        home.change(answered(home.bucket(), answer, headStart(trips)))
        if (answer.bucket !== undefined) shapes.set(answer.bucket, home.bucket().shape)
      },
    }
  }
  return { finder, depart, size: () => cells.size }
}

/**
 * The kind of route that probably has the same bucket: the original response and a follow-up are messages of one token.
 * Until Discord has said so, or otherwise, the first edit of a second page minds what the first page has used.
 */
const kinOf = (kind: string): string =>
  kind.includes('/@original')
    ? kind.replace('/@original', '/:id')
    : kind.replace(/(\/:token\/messages)\/:id$/, '$1/@original')

const createCell = (clock: Clock, first: Bucket): Kept => {
  let bucket = first
  let busy = false
  const watchers = new Set<() => void>()
  const tell = () => {
    for (const changed of [...watchers]) changed()
  }
  return {
    bucket: () => bucket,
    isBusy: () => busy,
    occupy: () => {
      busy = true
      return () => {
        busy = false
        tell()
      }
    },
    watch: (changed) => {
      watchers.add(changed)
      return () => watchers.delete(changed)
    },
    change: (next) => {
      bucket = next
      if (!busy) tell()
    },
    isForgettable: () => {
      const until = Math.max(bucket.blockedUntil, bucket.open?.reopens ?? -Infinity)
      return watchers.size === 0 && bucket.inFlight === 0 && until < clock.elapsed()
    },
  }
}
