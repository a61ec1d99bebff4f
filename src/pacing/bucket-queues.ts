import Bottleneck from 'bottleneck/light.js'
import type { Clock } from '../clock.ts'
import { isGlobal, kindOf, type Route } from '../discord/rest/route.ts'
import { createLane, type Lane, type Limiter } from './bucket-queue.ts'
import type { Buckets } from './buckets.ts'
import type { GlobalLimit } from './global-limit.ts'

/** The lanes in use, one for each kind of route and major resource. */
export type Lanes = {
  /** The lane for this route; made if there is none. Not to be kept for longer than a turn. */
  readonly at: (route: Route) => Lane
  /** How many there are. */
  readonly size: () => number
}

/**
 * One job at a time and nothing else: no queue length, reservoir or Group, each of which fails in Bottleneck 2.19. The
 * build without clusters has native promises: a job costs a fifth of what it does in the other.
 */
export const oneAtATime = (): Limiter => new Bottleneck({ maxConcurrent: 1 })

/** Lanes that come with their first turn and, once idle, are let go as others come: nothing runs to clean up. */
export const createLanes = (
  clock: Clock,
  buckets: Pick<Buckets, 'finder'>,
  pool: Pick<GlobalLimit, 'admit' | 'forget' | 'enter' | 'rateForEach'>,
  limiter: () => Limiter = oneAtATime,
): Lanes => {
  const lanes = new Map<string, Lane>()
  let sweepAt = 64
  const sweep = () => {
    if (lanes.size < sweepAt) return
    for (const [key, lane] of lanes) {
      if (!lane.isIdle()) continue
      lane.close()
      lanes.delete(key)
    }
    sweepAt = Math.max(64, 2 * lanes.size)
  }
  const make = (route: Route): Lane =>
    createLane({
      clock,
      cell: buckets.finder(route),
      limiter: limiter(),
      ...(isGlobal(route) ? { pool } : {}),
    })
  return {
    at: (route) => {
      const key = `${kindOf(route)} ${route.major}`
      const known = lanes.get(key)
      if (known) return known
      sweep()
      const lane = make(route)
      lanes.set(key, lane)
      return lane
    },
    size: () => lanes.size,
  }
}
