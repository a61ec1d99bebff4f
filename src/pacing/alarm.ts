import type { Timer } from './timer.ts'

/**
 * One timer for many times: calls `ring` with what is due. It may ring a little early with nothing due, since a time that is
 * put off does not move a timer that is set.
 *
 *     const alarm = createAlarm(timer, (due) => decideAgain(due))
 *     alarm.set(queue, 1_000)
 *     alarm.arm()
 */
export const createAlarm = <T>(timer: Timer, ring: (due: readonly T[]) => void) => {
  const times = new Map<T, number>()
  let earliest = Number.POSITIVE_INFINITY
  let armed: { readonly at: number; readonly cancel: () => void } | undefined

  const cancel = () => {
    armed?.cancel()
    armed = undefined
  }

  const arm = () => {
    if (times.size === 0) {
      earliest = Number.POSITIVE_INFINITY
      return cancel()
    }
    if (armed && armed.at <= earliest) return
    cancel()
    armed = { at: earliest, cancel: timer.after(Math.max(0, earliest - timer.elapsed()), fire) }
  }

  const fire = () => {
    armed = undefined
    const now = timer.elapsed()
    const due = [...times].flatMap(([key, at]) => (at <= now ? [key] : []))
    for (const key of due) times.delete(key)
    earliest = Math.min(...times.values())
    ring(due)
    arm()
  }

  return {
    /** Sets the time for `key` in place of an earlier one; `Infinity` takes it away. */
    set: (key: T, at: number) => {
      if (at === Number.POSITIVE_INFINITY) times.delete(key)
      else times.set(key, at)
      earliest = Math.min(earliest, at)
    },
    /** Sets the timer after one or more calls of `set`. */
    arm,
  }
}
