import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is set. */
export const aClock = (start = 1_000_000): Clock & { set: (now: number) => void } => {
  let now = start
  return {
    now: () => now,
    elapsed: () => now,
    after: () => () => {},
    set: (to) => {
      now = to
    },
  }
}
