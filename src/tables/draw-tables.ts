import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { DrawnTable } from '../display/table-pictures.ts'
import { inWorker } from '../in-worker.ts'
import { mayHaveWideTable } from '../markdown/wide-tables.ts'

/** Draws the wide tables of an answer; none where that takes longer than an answer should wait. Never rejects. */
export type DrawTables = (answer: string) => Promise<readonly DrawnTable[]>

/** For so long, in ms, an answer waits for its pictures, others that are drawn before them included. */
const mostWait = 5_000

/** The memory of a worker, in MB, and the longest answer that is looked at, in UTF-16 units. */
const mostMemory = 128
const longestAnswer = 100_000

const drawnTables = z.array(
  z.object({ png: z.instanceof(Uint8Array), header: z.array(z.string()), rows: z.number() }),
)

const file = new URL('./draw-worker.ts', import.meta.url)

/**
 * Draws in a worker, for one answer after the other, so that many of them at once do not take the whole machine. `clock` is
 * the system's, whatever time the rest of the program lives in.
 */
export const createDrawTables = (clock: Pick<Clock, 'after' | 'elapsed'>, wait = mostWait): DrawTables => {
  let last: Promise<unknown> = Promise.resolve()
  const draw = async (answer: string, until: number): Promise<readonly DrawnTable[]> => {
    const mostTime = until - clock.elapsed()
    if (mostTime <= 0) return []
    const drawn = await inWorker({ file, data: answer, mostTime, mostMemory }, clock)
    return drawnTables.safeParse(drawn).data ?? []
  }
  return async (answer) => {
    if (answer.length > longestAnswer || !mayHaveWideTable(answer)) return []
    const until = clock.elapsed() + wait
    const drawn = last.then(() => draw(answer, until))
    last = drawn.catch(() => undefined)
    return drawn.catch(() => [])
  }
}
