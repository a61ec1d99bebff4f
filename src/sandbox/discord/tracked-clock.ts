import type { Clock } from '../../clock.ts'

/** The clock, and a way to call off everything that still waits on it. */
export type TrackedClock = Clock & { readonly stop: () => void }

/** A clock whose waiting calls can all be called off at once, so that nothing outlives the sandbox. */
export const trackClock = (clock: Clock): TrackedClock => {
  const waiting = new Set<() => void>()
  return {
    now: () => clock.now(),
    elapsed: () => clock.elapsed(),
    after: (ms, then) => {
      const cancelInner = clock.after(ms, () => {
        waiting.delete(cancel)
        then()
      })
      const cancel = () => {
        waiting.delete(cancel)
        cancelInner()
      }
      waiting.add(cancel)
      return cancel
    },
    stop: () => {
      for (const cancel of [...waiting]) cancel()
    },
  }
}
