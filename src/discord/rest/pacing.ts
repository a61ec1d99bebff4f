import { DefaultRestOptions, type RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Limiter } from '../../pacing/bucket-queue.ts'
import { createLanes, oneAtATime } from '../../pacing/bucket-queues.ts'
import { createBuckets } from '../../pacing/buckets.ts'
import { createGate } from '../../pacing/edit-scheduler.ts'
import type { Gate, Way } from '../../pacing/gate.ts'
import { createGlobalLimit, globalGuess } from '../../pacing/global-limit.ts'
import { isPaced, type Route } from './route.ts'
import { observed } from './transport.ts'

/** The pacing of one bot: gates for its replies, and what its discord.js client needs so that they can see. */
export type Pacing = {
  /** The gate of one reply; `routesOf` may answer differently as the reply goes on. */
  readonly gateFor: (routesOf: (way: Way) => readonly Route[]) => Gate
  /** For `new Client({ rest })`. Nothing else may be given for these. */
  readonly rest: Pick<
    RESTOptions,
    'makeRequest' | 'globalRequestsPerSecond' | 'offset' | 'rejectOnRateLimit' | 'retries'
  >
  /** How many lanes and buckets are remembered. */
  readonly size: () => { readonly lanes: number; readonly buckets: number }
}

export type PacingOptions = {
  readonly clock: Clock
  /** Requests per second that all channels share; Discord gives 50 unless it was asked for more. */
  readonly globalPerSecond?: number
  readonly request?: RESTOptions['makeRequest']
  /** What passes the jobs of one lane; Bottleneck if not given. */
  readonly limiter?: () => Limiter
}

/**
 * Makes the pacing. A paced request that Discord refuses with 429 throws discord.js's `RateLimitError` at once; what
 * then happens is decided at the gate, with the newest text. `retries` is 0: an edit that failed with 5xx is not worth
 * sending again as it was, and the next one carries all of it.
 */
export const createPacing = ({
  clock,
  globalPerSecond = globalGuess,
  request = DefaultRestOptions.makeRequest,
  limiter = oneAtATime,
}: PacingOptions): Pacing => {
  const buckets = createBuckets(clock)
  const pool = createGlobalLimit(clock, globalPerSecond)
  const lanes = createLanes(clock, buckets, pool, limiter)
  return {
    gateFor: (routesOf) => createGate(clock, lanes, routesOf),
    rest: {
      makeRequest: observed(clock, buckets, pool, request),
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      offset: 0,
      retries: 0,
      rejectOnRateLimit: ({ method, route }) => isPaced(method, route),
    },
    size: () => ({ lanes: lanes.size(), buckets: buckets.size() }),
  }
}
