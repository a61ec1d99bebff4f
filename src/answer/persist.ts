import type { Clock } from '../clock.ts'
import { StoreFailed } from '../conversation/store-failed.ts'

/** Waits between tries, in ms: about a minute in all. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/**
 * Writes what must not be lost: a full disk or a locked database is tried again for a minute, since both pass. Throws
 * what the last try threw.
 */
export const persist = async <T>(write: () => Promise<T>, clock: Clock, giveUp: AbortSignal): Promise<T> => {
  for (const wait of waits) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof StoreFailed) || error.kind === 'damaged' || giveUp.aborted) throw error
    }
    await new Promise<void>((resolve) => {
      const hurry = (): void => {
        cancel()
        resolve()
      }
      const cancel = clock.after(wait, () => {
        giveUp.removeEventListener('abort', hurry)
        resolve()
      })
      giveUp.addEventListener('abort', hurry, { once: true })
    })
  }
  return write()
}
