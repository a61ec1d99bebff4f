/** Text that has arrived and that nobody sees yet. Moments are `Clock.elapsed()` milliseconds. */
export type Pending = {
  /** UTF-16 units. */
  readonly unseen: number
  /** The sum of the moments at which each of them arrived. */
  readonly arrivals: number
  /** When the oldest of them arrived. */
  readonly oldest: number
}

export const nonePending: Pending = { unseen: 0, arrivals: 0, oldest: Number.POSITIVE_INFINITY }

/** More text, so many UTF-16 units, that arrived at `at`. */
export const addPending = (pending: Pending, units: number, at: number): Pending =>
  units === 0
    ? pending
    : {
        unseen: pending.unseen + units,
        arrivals: pending.arrivals + units * at,
        oldest: Math.min(pending.oldest, at),
      }

/** Both together: what was on its way and did not get through is pending again. */
export const merge = (a: Pending, b: Pending): Pending => ({
  unseen: a.unseen + b.unseen,
  arrivals: a.arrivals + b.arrivals,
  oldest: Math.min(a.oldest, b.oldest),
})
