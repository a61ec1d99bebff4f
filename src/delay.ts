import type { Clock } from './clock.ts'

/** When a wait ends, and what ends it early. */
export type DelayOptions = {
  readonly clock: Clock
  readonly signal?: AbortSignal | null | undefined
}

/**
 * Resolves after `ms` milliseconds of the clock. Rejects with the signal's reason as soon as the signal aborts, also when it
 * had aborted before. Leaves neither a timer nor a listener behind.
 *
 * @example await delay(250, { clock, signal })
 */
export const delay = (ms: number, { clock, signal }: DelayOptions): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason)
      return
    }
    const abort = (): void => {
      cancel()
      reject(signal?.reason)
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', abort)
      resolve()
    })
    signal?.addEventListener('abort', abort, { once: true })
  })
