import type { LimitedRoute } from './bucket-table.ts'
import type { PendingChange } from './gate.ts'
import type { Rhythm } from './pace-rhythm.ts'

/** A change that waits until the scheduler lets it go. */
export type WaitingEdit = {
  readonly pending: () => PendingChange
  readonly rhythm: () => Rhythm
  /** When its reply last sent a change, or began. */
  readonly since: number
  /** The requests that could carry it, the preferred one first; it leaves by the first that has room. */
  routes: readonly LimitedRoute[]
  /** The routes, if they are others by now. */
  readonly reroute: () => readonly LimitedRoute[] | undefined
  /** Sends it by this route, and calls `ended` when it is answered. Never rejects. */
  readonly start: (route: number, ended: () => void) => Promise<void>
}
