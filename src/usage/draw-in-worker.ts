import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { inWorker } from '../in-worker.ts'
import type { Picture } from './picture.ts'

/** No more time and memory for one picture, in ms and MB. */
const limits = { mostTime: 30_000, mostMemory: 256 } as const

const bytes = z.instanceof(Uint8Array)

/** Draws a picture as PNG in a worker of its own, off the event loop; what draws is loaded there only. Undefined where that fails. */
export const drawInWorker = async (
  picture: Picture,
  clock: Pick<Clock, 'after'>,
): Promise<Uint8Array | undefined> => {
  const file = new URL('./draw-worker.ts', import.meta.url)
  return bytes.safeParse(await inWorker({ file, data: picture, ...limits }, clock)).data
}
