import { performance } from 'node:perf_hooks'
import type { Clock } from '../../src/clock.ts'

/**
 * The machine's time made faster; what waits when the speed changes waits the rest of its time at the new one. While
 * something waits, time goes on only as long as the process runs: on a busy machine nothing seems to take too long.
 */
export type ScaledClock = Clock & {
  readonly setSpeed: (speed: number) => void
  /** Timers that are set. */
  readonly timers: () => number
  /** Moves the wall clock alone, as an operator or NTP does. */
  readonly setBack: (ms: number) => void
}

/** How often, in real ms, time goes on, and the most by which it does at once. */
const tick = 4
const mostAtOnce = 6

type Timer = { readonly at: number; readonly then: () => void; cancel: () => void }

/** With `atOnce` infinite it keeps pace with another process's. */
export const createScaledClock = (begin = 1, atOnce = mostAtOnce): ScaledClock => {
  let speed = begin
  let last = { real: performance.now(), elapsed: 0 }
  let ticking: NodeJS.Timeout | undefined
  let wall = Date.now()
  const timers = new Set<Timer>()
  const elapsed = (): number => {
    const real = performance.now()
    const passed = ticking === undefined ? real - last.real : Math.min(real - last.real, atOnce)
    last = { real, elapsed: last.elapsed + passed * speed }
    return last.elapsed
  }
  const hold = (): void => {
    if (ticking !== undefined) return
    elapsed()
    ticking = setInterval(elapsed, tick)
  }
  const release = (): void => {
    if (timers.size > 0) return
    clearInterval(ticking)
    ticking = undefined
  }
  const arm = (timer: Timer): void => {
    const ring = () => {
      // The machine's timers may ring a little early, which is more at a higher speed.
      if (elapsed() < timer.at) return arm(timer)
      timers.delete(timer)
      release()
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
      hold()
      timers.add(timer)
      arm(timer)
      return () => {
        timers.delete(timer)
        release()
        timer.cancel()
      }
    },
    setSpeed: (value) => {
      elapsed()
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
