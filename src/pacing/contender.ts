import type { PendingChange } from './gate.ts'
import type { Rhythm } from './pace-rhythm.ts'

/** What may be sent to one bucket, as observed. Times are `Clock.elapsed()` milliseconds. */
export type Budget = {
  /** How many requests may leave now. */
  readonly left: number
  /** How many a whole window allows. */
  readonly limit: number
  /** How long a window is. */
  readonly window: number
  /**
   * When a request may leave again as the first of a new window: now if no window is open, and `Infinity` where only the
   * answers to those in flight will tell.
   */
  readonly reopens: number
  /** How many of those that are left growth may count on, where another limit is shared by many; all if absent. */
  readonly expected?: number
}

/** What one bucket offers to a reply: its budget, and how many growing replies share it, that one among them. */
export type Share = { readonly budget: Budget; readonly growing: number }

/** A reply that asks for its next change in this bucket. */
export type Contender = {
  readonly change: PendingChange
  readonly rhythm: Rhythm
  /** What the other buckets offer through which the same change could go. */
  readonly elsewhere: readonly Share[]
  /** When this reply last had its turn, or began to ask for its first. */
  readonly since: number
}
