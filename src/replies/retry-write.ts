import { StoreFailed } from '../conversation/store-failed.ts'
import { delay } from '../delay.ts'
import { backoff } from '../retry.ts'
import type { Dependencies } from './dependencies.ts'

/** The pauses between tries, in ms. */
const betweenTries = { first: 500, longest: 30_000 }

/**
 * Retries a write that must not be lost, for as long as the process may wait: a full disk and a locked database pass.
 * Reports the first failure to `onFault`. Throws if a retry cannot help.
 */
export const retryWrite = async <T>(
  write: () => Promise<T>,
  { clock, giveUp, onFault }: Pick<Dependencies, 'clock' | 'giveUp' | 'onFault'>,
): Promise<T> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof StoreFailed) || error.kind === 'damaged' || giveUp.aborted) throw error
      if (tried === 1) onFault(error)
    }
    // An abort ends the pause only: there is time for one more try.
    await delay(backoff(betweenTries, tried), { clock, signal: giveUp }).catch(() => undefined)
  }
}
