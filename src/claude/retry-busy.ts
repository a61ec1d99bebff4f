import type { Middleware } from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'
import { delay } from '../delay.ts'
import { backoff } from '../retry.ts'
import { isInvalidHeader } from './failures.ts'
import type { RequestBudget } from './request-budget.ts'
import { retryAfter } from './retry-after.ts'
import { isSpendLimit } from './spend-limit.ts'

/** Called before each wait with the number of the try (from 0), its status (null without a connection), and the wait in ms. */
export type RetryLog = (retry: {
  readonly attempt: number
  readonly status: number | null
  readonly waitMs: number
}) => void

type Options = {
  readonly clock: Clock
  readonly patienceMs: number
  readonly random: () => number
  readonly budget: RequestBudget
  readonly log?: RetryLog
}

const worthIt = async (response: Response): Promise<boolean> => {
  const said = response.headers.get('x-should-retry')
  if (said !== null) return said === 'true'
  if (response.status === 429) return !isSpendLimit(await response.clone().text())
  return response.status === 408 || response.status === 409 || response.status >= 500
}

/** The pauses between tries, in ms: fifteen seconds in all. */
const betweenTries = { first: 1_000, longest: 8_000 }

/**
 * Tries a request again while Claude is busy, limits the rate or cannot be reached, as long as `budget` has requests left and the
 * waits stay within `patienceMs`. No wait is shorter than the backoff, even if `retry-after` says 0. Only requests
 * whose response has not begun are repeated.
 */
export const retryBusy =
  ({ clock, patienceMs, random, budget, log }: Options): Middleware =>
  async (request, next) => {
    const begun = clock.elapsed()
    const waitFor = (attempt: number, asked = 0): number | null => {
      const wait = Math.max(asked, backoff(betweenTries, attempt + 1, random))
      return budget.left() === 0 || clock.elapsed() - begun + wait > patienceMs ? null : wait
    }
    for (let attempt = 0; ; attempt += 1) {
      let wait: number | null
      let status: number | null = null
      budget.spend()
      try {
        const response = await next(request)
        if (response.ok || !(await worthIt(response))) return response
        wait = waitFor(attempt, retryAfter(response.headers))
        if (wait === null) return response
        status = response.status
        await response.body?.cancel()
      } catch (error) {
        wait = waitFor(attempt)
        if (error instanceof Failed || isInvalidHeader(error) || request.signal?.aborted || wait === null)
          throw error
      }
      log?.({ attempt, status, waitMs: wait })
      await delay(wait, { clock, signal: request.signal })
    }
  }
