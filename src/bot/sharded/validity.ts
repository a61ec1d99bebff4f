import type { Clock } from '../../clock.ts'
import { leaseTime } from '../../store/postgres/cluster/cluster.ts'

/**
 * So long before its lease ends, in ms, a process stops by itself: a request to Discord that has left must have arrived
 * before others take over.
 */
const margin = 2_000

/** Whether this process still knows that nobody else has taken over from it. */
export type Validity = {
  /** The process was alive for sure at this moment of `clock.elapsed()`. */
  readonly confirm: (at: number) => void
  readonly holds: () => boolean
  /** Nothing is valid until the next confirmation. */
  readonly end: () => void
}

/** Not valid yet. */
export const createValidity = (clock: Clock): Validity => {
  let until = Number.NEGATIVE_INFINITY
  return {
    confirm: (at) => {
      until = Math.max(until, at + leaseTime - margin)
    },
    holds: () => clock.elapsed() < until,
    end: () => {
      until = Number.NEGATIVE_INFINITY
    },
  }
}
