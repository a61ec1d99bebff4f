/** The time that pacing runs on. */
export type Timer = {
  /** Milliseconds since some fixed moment; never goes back. */
  readonly elapsed: () => number
  /** Calls `then` once after `ms` milliseconds, unless the returned function is called first. */
  readonly after: (ms: number, then: () => void) => () => void
}
