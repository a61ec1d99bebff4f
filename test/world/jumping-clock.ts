import type { Clock } from '../../src/clock.ts'

/** The machine's own time, which can be made to jump: timers that are due by then run at once. */
export type JumpingClock = Clock & {
  /** Timers that are set. */
  readonly timers: () => number
  readonly jump: (ms: number) => void
}

type Timer = { readonly at: number; readonly run: () => void }

export const createJumpingClock = (): JumpingClock => {
  let jumped = 0
  const timers = new Set<Timer>()
  const elapsed = (): number => performance.now() + jumped
  return {
    now: () => Date.now() + jumped,
    elapsed,
    after: (ms, then) => {
      const run = (): void => {
        clearTimeout(timeout)
        if (timers.delete(timer)) then()
      }
      const timer: Timer = { at: elapsed() + ms, run }
      const timeout = setTimeout(run, ms)
      timers.add(timer)
      return () => {
        clearTimeout(timeout)
        timers.delete(timer)
      }
    },
    timers: () => timers.size,
    jump: (ms) => {
      jumped += ms
      const due = [...timers].filter(({ at }) => at <= elapsed()).sort((a, b) => a.at - b.at)
      for (const { run } of due) run()
    },
  }
}
