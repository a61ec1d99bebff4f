import type { Clock } from '../clock.ts'
import { Failed } from '../conversation/failure.ts'

/**
 * Extra time, in ms, before a stream counts as stalled: after a process was frozen, timers run before the bytes that
 * arrived in the meantime are read.
 */
export const lastChance = 1_000

/** Passes the bytes on. Errors with `Failed` of kind `stalled` when none arrives for `idleMs` and a second more. */
export const limitIdleTime = (
  body: ReadableStream<Uint8Array>,
  clock: Clock,
  idleMs: number,
): ReadableStream<Uint8Array> => {
  const reader = body.getReader()
  let heard = clock.elapsed()
  let over = false
  let cancelWatch = (): void => {}
  const finish = (then: () => void): void => {
    if (over) return
    over = true
    cancelWatch()
    then()
  }
  // One timer that looks when it rings, not one for each chunk of bytes.
  const watch = (controller: ReadableStreamDefaultController<Uint8Array>, isLast = false): void => {
    const left = heard + idleMs - clock.elapsed()
    if (left > 0) cancelWatch = clock.after(left, () => watch(controller))
    else if (!isLast) cancelWatch = clock.after(lastChance, () => watch(controller, true))
    else {
      finish(() => controller.error(new Failed({ kind: 'stalled', detail: `silent for ${idleMs / 1000} s` })))
      reader.cancel().catch(() => {})
    }
  }
  return new ReadableStream<Uint8Array>({
    start: (controller) => watch(controller),
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read()
        heard = clock.elapsed()
        if (done) finish(() => controller.close())
        else if (!over) controller.enqueue(value)
      } catch (error) {
        finish(() => controller.error(error))
      }
    },
    cancel: async (reason) => {
      finish(() => {})
      await reader.cancel(reason)
    },
  })
}
