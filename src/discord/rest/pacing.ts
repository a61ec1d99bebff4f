import { DefaultRestOptions, type RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { createGate } from '../../pacing/create-gate.ts'
import type { ChangeTarget, Gate } from '../../pacing/gate.ts'
import { defaultGlobalLimit } from '../../pacing/global-limit.ts'
import { type Limiter, oneAtATime } from '../../pacing/job-runner.ts'
import { createScheduler } from '../../pacing/scheduler.ts'
import { isPaced, limitedRoute, type Route } from './route.ts'
import { observeTransport } from './transport.ts'

/** The pacing of one bot: a gate for each reply, and the REST options that let it see all requests. */
export type Pacing = {
  /** The gate of one reply; `routesOf` may answer differently as the reply goes on. */
  readonly gateFor: (routesOf: (target: ChangeTarget) => readonly Route[]) => Gate
  /** For `new Client({ rest })`. Nothing else may be given for these. */
  readonly rest: Pick<
    RESTOptions,
    'makeRequest' | 'globalRequestsPerSecond' | 'offset' | 'rejectOnRateLimit' | 'retries'
  >
  /** How many rate-limit buckets are remembered. */
  readonly size: () => { readonly buckets: number }
  /** Changes how many of Discord's requests per second this process may send. */
  readonly setGlobalLimit: (perSecond: number) => void
}

export type PacingOptions = {
  readonly clock: Clock
  /** Requests per second that all channels share; Discord gives 50 unless it was asked for more. */
  readonly globalPerSecond?: number
  readonly request?: RESTOptions['makeRequest']
  /** Runs the requests of one bucket; Bottleneck if not given. */
  readonly limiter?: () => Limiter
}

/**
 * Makes the pacing. A paced request that Discord refuses with 429 throws discord.js's `RateLimitError` at once; what
 * happens next is the scheduler's decision, with the newest text. `retries` is 0: an edit that failed with 5xx is not worth
 * sending again as it was, and the next one carries all of it.
 */
export const createPacing = ({
  clock,
  globalPerSecond = defaultGlobalLimit,
  request = DefaultRestOptions.makeRequest,
  limiter = oneAtATime,
}: PacingOptions): Pacing => {
  const scheduler = createScheduler(clock, limiter, globalPerSecond)
  return {
    gateFor: (routesOf) => createGate(clock, scheduler, (target) => routesOf(target).map(limitedRoute)),
    rest: {
      makeRequest: observeTransport(clock, scheduler, request),
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
      offset: 0,
      retries: 0,
      rejectOnRateLimit: ({ method, route }) => isPaced(method, route),
    },
    size: () => ({ buckets: scheduler.size() }),
    setGlobalLimit: scheduler.setGlobalLimit,
  }
}
