import type { Clock } from '../../src/clock.ts'

/** A clock that moves only when told to, and counts what waits for it. */
export type VirtualClock = Clock & {
  /** Runs everything until nothing waits, or until `end`; between two instants all promises settle. */
  readonly run: (end?: number) => Promise<void>
  readonly timers: () => number
}

type Timer = { readonly at: number; readonly order: number; readonly then: () => void }

export const virtualClock = (): VirtualClock => {
  let now = 0
  let order = 0
  const timers = new Set<Timer>()
  const next = () => [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0]
  return {
    now: () => now,
    elapsed: () => now,
    after: (ms, then) => {
      const timer = { at: now + Math.max(0, ms), order: order++, then }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    run: async (end = Infinity) => {
      await settled()
      for (let timer = next(); timer && timer.at <= end; timer = next()) {
        timers.delete(timer)
        now = timer.at
        timer.then()
        await settled()
      }
      if (end !== Infinity) now = end
    },
    timers: () => timers.size,
  }
}

const settled = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve))
}
