import type { Middleware } from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'
import { delay } from '../delay.ts'
import { backoff } from '../retry.ts'
import { retryAfter } from './retry-after.ts'
import { isSpendLimit } from './spend-limit.ts'

/** Told before each wait: which try it was (from 0), what it met (a status, or null for no connection), the wait in ms. */
export type RetryLog = (retry: {
  readonly attempt: number
  readonly status: number | null
  readonly waitMs: number
}) => void

type Options = {
  readonly clock: Clock
  readonly patienceMs: number
  readonly random: () => number
  readonly log?: RetryLog
}

const worthIt = async (response: Response): Promise<boolean> => {
  const said = response.headers.get('x-should-retry')
  if (said !== null) return said === 'true'
  if (response.status === 429) return !isSpendLimit(await response.clone().text())
  return response.status === 408 || response.status === 409 || response.status >= 500
}

/** The pauses between tries, in ms, as the SDK has them. */
const betweenTries = { first: 500, longest: 8_000 }

/**
 * Tries a request again while Claude is busy, limits the rate or cannot be reached, and while the whole wait stays
 * within `patienceMs`. It sees requests before their first byte only: what has begun to answer is never repeated.
 */
export const retryBusy =
  ({ clock, patienceMs, random, log }: Options): Middleware =>
  async (request, next) => {
    const begun = clock.elapsed()
    const waitFor = (attempt: number, asked?: number): number | null => {
      const wait = asked ?? backoff(betweenTries, attempt + 1, random)
      return clock.elapsed() - begun + wait > patienceMs ? null : wait
    }
    for (let attempt = 0; ; attempt += 1) {
      let wait: number | null
      let status: number | null = null
      try {
        const response = await next(request)
        if (response.ok || !(await worthIt(response))) return response
        wait = waitFor(attempt, retryAfter(response.headers))
        if (wait === null) return response
        status = response.status
        await response.body?.cancel()
      } catch (error) {
        wait = waitFor(attempt)
        if (error instanceof Failed || request.signal?.aborted || wait === null) throw error
      }
      log?.({ attempt, status, waitMs: wait })
      await delay(wait, { clock, signal: request.signal })
    }
  }
