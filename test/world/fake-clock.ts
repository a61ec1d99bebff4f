import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is told to go on. */
export type FakeClock = Clock & {
  /** Lets `ms` pass: every timer due by then runs at its own moment, and what it sets off gets to run as well. */
  readonly pass: (ms: number) => Promise<void>
  /** Timers that are set. */
  readonly timers: () => number
  /** Moves the wall clock alone, as an operator or NTP does. */
  readonly setBack: (ms: number) => void
}

type Timer = { readonly at: number; readonly then: () => void }

export const createFakeClock = (start = 1_800_000_000_000): FakeClock => {
  let elapsed = 0
  let back = 0
  const timers = new Set<Timer>()

  const next = (until: number): Timer | undefined =>
    [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]

  return {
    now: () => start + elapsed - back,
    elapsed: () => elapsed,
    after: (ms, then) => {
      const timer = { at: elapsed + Math.max(0, ms), then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    pass: async (ms) => {
      const until = elapsed + ms
      await settled()
      for (let timer = next(until); timer !== undefined; timer = next(until)) {
        timers.delete(timer)
        elapsed = Math.max(elapsed, timer.at)
        timer.then()
        await settled()
      }
      elapsed = until
      await settled()
    },
    timers: () => timers.size,
    setBack: (ms) => {
      back += ms
    },
  }
}

/** Resolves when every promise that was ready has run on. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
