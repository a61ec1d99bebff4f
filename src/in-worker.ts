import { Worker } from 'node:worker_threads'
import type { Clock } from './clock.ts'

/** What a worker is given, and how much of the machine it may use. */
export type WorkerTask = {
  /** The worker's file. It posts one message and ends. */
  readonly file: URL
  readonly data: unknown
  /** In ms and MB. */
  readonly mostTime: number
  readonly mostMemory: number
}

/** The message of a worker of its own, off the event loop; undefined where it fails or takes too long. Never rejects. */
export const inWorker = (
  { file, data, mostTime, mostMemory }: WorkerTask,
  clock: Pick<Clock, 'after'>,
): Promise<unknown> => {
  const worker = new Worker(file, {
    workerData: data,
    // Nothing in there needs the environment, which holds the bot's keys.
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  })
  return new Promise((resolve) => {
    const cancel = clock.after(mostTime, () => end(undefined))
    const end = (message: unknown): void => {
      cancel()
      resolve(message)
      void worker.terminate()
    }
    worker.once('message', end)
    worker.once('error', () => end(undefined))
    worker.once('exit', () => end(undefined))
  })
}
