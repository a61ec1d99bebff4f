import type { PendingChange } from '../pacing/gate.ts'
import { addPending, merge, nonePending, type Pending } from './pending.ts'

/** How much of a reply's text has arrived, has left in a change, and is visible. */
export type TextOnItsWay = {
  /** Text of that many UTF-16 units arrived at `at`, in ms of `Clock.elapsed()`. */
  readonly add: (units: number, at: number) => void
  /** The pending text renders to nothing yet, such as half a link. It counts again when more arrives. */
  readonly hold: () => void
  /** The pending text leaves in a change. */
  readonly depart: () => void
  /** The text that left is visible. Returns how much that is. */
  readonly arrive: () => Pending
  /** The text that left is not visible, and is pending again. Nothing became visible. */
  readonly comeBack: () => Pending
  readonly counts: () => Omit<PendingChange, 'what'>
}

/** No text has arrived. */
export const createTextOnItsWay = (): TextOnItsWay => {
  let pending = nonePending
  let held = nonePending
  let underWay = nonePending
  let seen = 0
  let begun = Number.POSITIVE_INFINITY
  return {
    add: (units, at) => {
      begun = Math.min(begun, at)
      pending = addPending(merge(held, pending), units, at)
      held = nonePending
    },
    hold: () => {
      held = merge(held, pending)
      pending = nonePending
    },
    depart: () => {
      underWay = pending
      pending = nonePending
    },
    arrive: () => {
      const visible = underWay
      seen += visible.unseen
      underWay = nonePending
      return visible
    },
    comeBack: () => {
      pending = merge(underWay, pending)
      underWay = nonePending
      return nonePending
    },
    counts: () => ({ ...pending, seen, begun }),
  }
}
