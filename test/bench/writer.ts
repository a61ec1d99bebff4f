import type { Clock } from '../../src/clock.ts'
import type { Delta, Trace } from './traces.ts'

/** A trace being written: deltas come at their moments, whoever reads them and however slowly. */
export type Writer = {
  /** Calls for each delta at its moment, then once at the end. */
  readonly onDelta: (hear: (text: string) => void, ended: () => void) => void
  /** The texts one by one, for those who read a stream with `for await`. */
  readonly texts: () => AsyncIterable<string>
  /** When each delta really came, on the clock. */
  readonly came: () => readonly Delta[]
  readonly begin: () => void
}

export const createWriter = (clock: Clock, { deltas }: Trace): Writer => {
  // Outside the heap, which is measured.
  const moments = new Float64Array(deltas.length)
  let written = 0
  const hearers: { readonly hear: (text: string) => void; readonly ended: () => void }[] = []
  const write = (next: number, startedAt: number) => {
    const delta = deltas[next]
    if (!delta) {
      for (const { ended } of hearers) ended()
      return
    }
    const due = startedAt + delta.at - clock.elapsed()
    const say = () => {
      moments[next] = clock.elapsed()
      written = next + 1
      for (const { hear } of hearers) hear(delta.text)
      write(next + 1, startedAt)
    }
    if (due <= 0) say()
    else clock.after(due, say)
  }
  const onDelta: Writer['onDelta'] = (hear, ended) => void hearers.push({ hear, ended })
  const came = () =>
    deltas.slice(0, written).map(({ text }, index) => ({ at: moments[index] ?? Number.NaN, text }))
  return { onDelta, texts: () => queued(onDelta), came, begin: () => write(0, clock.elapsed()) }
}

const queued = (onDelta: Writer['onDelta']): AsyncIterable<string> => {
  const waiting: string[] = []
  let isOver = false
  let wake: (() => void) | undefined
  onDelta(
    (text) => {
      waiting.push(text)
      wake?.()
    },
    () => {
      isOver = true
      wake?.()
    },
  )
  return {
    async *[Symbol.asyncIterator]() {
      while (true) {
        const text = waiting.shift()
        if (text !== undefined) yield text
        else if (isOver) return
        else await new Promise<void>((resolve) => (wake = resolve))
      }
    },
  }
}
