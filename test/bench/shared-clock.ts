import { type Clock, systemClock } from '../../src/clock.ts'

/** The machine's time, never set back, from an origin that all processes of this machine have in common. */
export const sharedClock: Clock = {
  ...systemClock,
  elapsed: () => performance.timeOrigin + performance.now() - 1_700_000_000_000,
}
