/** The source of time. It is an argument everywhere, so that tests and the sandbox control it. */
export type Clock = {
  /** Wall time in milliseconds since 1970; for what is stored or shown. May be set back. */
  readonly now: () => number
  /** Milliseconds since some fixed moment, never going back; for every duration. */
  readonly elapsed: () => number
  /** Calls `then` once, `ms` milliseconds from now, unless the returned function is called first. */
  readonly after: (ms: number, then: () => void) => () => void
}

/** The longest wait of a timer of Node's, 24 days in ms: one that is set for longer rings at once. */
const longestTimer = 2 ** 31 - 1

/** The machine's own time. A wait of more than 24 days ends after 24. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, Math.min(ms, longestTimer))
    return () => clearTimeout(timer)
  },
}
