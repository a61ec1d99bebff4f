import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Picture } from './picture.ts'

/** No more time and memory for one picture, in ms and MB. */
const mostTime = 30_000
const mostMemory = 256

const bytes = z.instanceof(Uint8Array)

/** Draws a picture as PNG in a worker of its own, off the event loop; what draws is loaded there only. Undefined where that fails. */
export const drawInWorker = (
  picture: Picture,
  clock: Pick<Clock, 'after'>,
): Promise<Uint8Array | undefined> => {
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), {
    workerData: picture,
    // Nothing in there needs the environment, which holds the bot's keys.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  })
  return new Promise((resolve) => {
    const cancel = clock.after(mostTime, () => end(undefined))
    const end = (png: Uint8Array | undefined): void => {
      cancel()
      resolve(png)
      void worker.terminate()
    }
    worker.once('message', (message) => end(bytes.safeParse(message).data))
    worker.once('error', () => end(undefined))
    worker.once('exit', () => end(undefined))
  })
}
