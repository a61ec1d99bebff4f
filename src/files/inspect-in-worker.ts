import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Inspected } from './inspect-file.ts'

/** The limits for one file, in ms and MB: only hostile files need more. */
const mostTime = 8_000
const mostMemory = 256

const inspected = z.custom<Inspected>(
  (value) => typeof value === 'object' && value !== null && 'type' in value,
)

const unreadable: Inspected = { type: 'refused', refusal: { kind: 'unreadable' } }

/**
 * Inspects a file in a worker of its own, off the event loop, for at most 8 s and with at most 256 MB.
 */
export const inspectInWorker = (
  bytes: Uint8Array,
  locale: string | undefined,
  clock: Clock,
): Promise<Inspected> => {
  // Moved, not copied again. Buffers of native libraries cannot be moved, so it is a copy of ours.
  const moved = new Uint8Array(bytes)
  const worker = new Worker(new URL('./file-worker.ts', import.meta.url), {
    workerData: { bytes: moved, locale },
    transferList: [moved.buffer],
    // Nothing in there needs the environment, which holds the bot's keys.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  })
  return new Promise((resolve) => {
    const cancel = clock.after(mostTime, () => end(unreadable))
    const end = (result: Inspected): void => {
      cancel()
      resolve(result)
      void worker.terminate()
    }
    worker.once('message', (message) => end(inspected.catch(unreadable).parse(message)))
    worker.once('error', () => end(unreadable))
    worker.once('exit', () => end(unreadable))
  })
}
