import { type DelayOptions, delay } from './delay.ts'

/** How long to wait between tries, in ms. */
export type Backoff = { readonly first: number; readonly longest: number }

/** One try that failed, and the wait before the next one. */
export type FailedAttempt = { readonly error: unknown; readonly tried: number; readonly waitMs: number }

export type RetryOptions = DelayOptions &
  Backoff & {
    /**
     * Whether an error is worth another try: `true` after the next pause of the backoff, a number after at least so many ms
     * (Retry-After), `false` never.
     */
    readonly again: (error: unknown, tried: number) => boolean | number
    /** No try begins later than so many ms after the first one; without a limit if absent. */
    readonly within?: number
    /** From 0 up to, but not including, 1. Spreads the pauses, so that many who failed together do not return together. */
    readonly random?: () => number
    /** Called before each wait. */
    readonly onFailure?: (failed: FailedAttempt) => void
  }

/** The pause before the try after `tried` failures: the first one, doubled each time, less up to a quarter by chance. */
export const backoff = ({ first, longest }: Backoff, tried: number, random = (): number => 0): number =>
  Math.min(longest, first * 2 ** (tried - 1)) * (1 - random() / 4)

/**
 * Calls `attempt` until it resolves. Rejects with its error when that is not worth another try or time is up, and with
 * the signal's reason when the signal aborts during a wait.
 *
 * @example await retry(() => rest.get(route), { clock, signal, first: 250, longest: 15_000, again: isTemporary })
 */
export const retry = async <T>(attempt: (tried: number) => Promise<T>, options: RetryOptions): Promise<T> => {
  const { clock, signal, again, within = Number.POSITIVE_INFINITY, random, onFailure } = options
  const begun = clock.elapsed()
  for (let tried = 1; ; tried += 1) {
    try {
      return await attempt(tried)
    } catch (error) {
      const wanted = again(error, tried)
      if (wanted === false) throw error
      const pause = backoff(options, tried, random)
      const waitMs = wanted === true ? pause : Math.max(wanted, pause)
      if (clock.elapsed() - begun + waitMs > within) throw error
      onFailure?.({ error, tried, waitMs })
      await delay(waitMs, { clock, signal })
    }
  }
}
