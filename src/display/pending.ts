/** Text that was received and is not visible yet. Times are in ms of `Clock.elapsed()`. */
export type Pending = {
  /** UTF-16 units. */
  readonly unseen: number
  /** The sum of the moments at which each of them arrived. */
  readonly arrivals: number
  /** When the oldest of them arrived. */
  readonly oldest: number
}

export const nonePending: Pending = { unseen: 0, arrivals: 0, oldest: Number.POSITIVE_INFINITY }

/** Adds text of that many UTF-16 units that arrived at `at`. */
export const addPending = (pending: Pending, units: number, at: number): Pending =>
  units === 0
    ? pending
    : {
        unseen: pending.unseen + units,
        arrivals: pending.arrivals + units * at,
        oldest: Math.min(pending.oldest, at),
      }

/** Joins two amounts, such as the text of a failed change with what has arrived since. */
export const merge = (a: Pending, b: Pending): Pending => ({
  unseen: a.unseen + b.unseen,
  arrivals: a.arrivals + b.arrivals,
  oldest: Math.min(a.oldest, b.oldest),
})
