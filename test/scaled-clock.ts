import { performance } from 'node:perf_hooks'
import type { Clock } from '../src/clock.ts'

/** The machine's time made faster; what waits when the speed changes waits the rest of its time at the new one. */
export type ScaledClock = Clock & {
  readonly setSpeed: (speed: number) => void
  /** Timers that are set. */
  readonly timers: () => number
  /** Moves the wall clock alone, as an operator or NTP does. */
  readonly setBack: (ms: number) => void
}

type Timer = { readonly at: number; readonly then: () => void; cancel: () => void }

export const createScaledClock = (begin = 1): ScaledClock => {
  let speed = begin
  let origin = { real: performance.now(), elapsed: 0 }
  let wall = Date.now()
  const timers = new Set<Timer>()
  const elapsed = (): number => origin.elapsed + (performance.now() - origin.real) * speed
  const arm = (timer: Timer): void => {
    const ring = () => {
      // The machine's timers may ring a little early, which is more at a higher speed.
      if (elapsed() < timer.at) return arm(timer)
      timers.delete(timer)
      timer.then()
    }
    const handle = setTimeout(ring, Math.max(0, (timer.at - elapsed()) / speed))
    timer.cancel = () => clearTimeout(handle)
  }
  return {
    now: () => wall + elapsed(),
    elapsed,
    after: (ms, then) => {
      const timer: Timer = { at: elapsed() + ms, then, cancel: () => {} }
      timers.add(timer)
      arm(timer)
      return () => {
        timers.delete(timer)
        timer.cancel()
      }
    },
    setSpeed: (value) => {
      origin = { real: performance.now(), elapsed: elapsed() }
      speed = value
      for (const timer of timers) {
        timer.cancel()
        arm(timer)
      }
    },
    timers: () => timers.size,
    setBack: (ms) => {
      wall -= ms
    },
  }
}
