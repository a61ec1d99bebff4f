import type { Clock } from '../clock.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import type { Dependencies } from './dependencies.ts'

/** Waits between tries, in ms; the last one again and again. */
const waits = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000]

/**
 * Writes what must not be lost: a full disk or a locked database is tried again for as long as it takes, since both pass,
 * until the process can wait no longer. The first failure is told to `onFault`. Throws where trying again does not help.
 */
export const retryWrite = async <T>(
  write: () => Promise<T>,
  { clock, giveUp, onFault }: Pick<Dependencies, 'clock' | 'giveUp' | 'onFault'>,
): Promise<T> => {
  for (let tried = 0; ; tried += 1) {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof StoreFailed) || error.kind === 'damaged' || giveUp.aborted) throw error
      if (tried === 0) onFault(error)
    }
    await rest(waits[Math.min(tried, waits.length - 1)] ?? 0, clock, giveUp)
  }
}

const rest = (ms: number, clock: Clock, giveUp: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const hurry = (): void => {
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, () => {
      giveUp.removeEventListener('abort', hurry)
      resolve()
    })
    giveUp.addEventListener('abort', hurry, { once: true })
  })
