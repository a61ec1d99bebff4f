/** The source of time. It is an argument everywhere, so that tests and the sandbox control it. */
export type Clock = {
  /** Wall time in milliseconds since 1970; for what is stored or shown. May be set back. */
  readonly now: () => number
  /** Milliseconds since some fixed moment, never going back; for every duration. */
  readonly elapsed: () => number
  /** Calls `then` once, `ms` milliseconds from now, unless the returned function is called first. */
  readonly after: (ms: number, then: () => void) => () => void
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms)
    return () => clearTimeout(timer)
  },
}
