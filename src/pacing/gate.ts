/** Which request the next change of a reply will be; each has a rate limit of its own. */
export type Way = { readonly type: 'edit'; readonly page: number } | { readonly type: 'post' }

/** What a reply has to show and has not; read anew at every decision. Times are `Clock.elapsed()` milliseconds. */
export type Want = {
  /**
   * `first`: no text of this reply is visible yet. `final`: the last text; it must get through.
   * `growth`: text between. `status`: no text, only a line such as the seconds of thinking. `nothing`: all is shown.
   */
  readonly what: 'first' | 'final' | 'growth' | 'status' | 'nothing'
  /** UTF-16 code units written and not visible. */
  readonly unseen: number
  /** The sum of the moments at which each of them arrived, so that `unseen * now - arrivals` is the area of the lag. */
  readonly arrivals: number
  /** When the oldest of them arrived. */
  readonly oldest: number
  /** UTF-16 code units visible. */
  readonly seen: number
  /** When the first text of the reply arrived. */
  readonly begun: number
}

/**
 * The way onto the screen. `pass` runs `send` at the moment the change should leave, and never two at once for one
 * message; `send` picks the newest text when it runs, so nothing stale is ever sent. Where the screen has several routes
 * for a change, each with a limit of its own, `send` is given the one that is free, as an index into the screen's list.
 * Gives what `send` gives. Rejects with the signal's reason if it aborts before `send` began.
 */
export type Gate = {
  readonly pass: <T>(
    way: Way,
    want: () => Want,
    send: (route: number) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>
  /** Says that what is wanted has changed: something arrived. Called for every delta, so it is cheap. */
  readonly stir: () => void
}

/** A gate for screens without limits, such as a terminal: as soon as anything is wanted, it goes. */
export const openGate = (): Gate => {
  let waiting: (() => void) | undefined
  return {
    stir: () => waiting?.(),
    pass: async (_way, want, send, signal) => {
      while (want().what === 'nothing') {
        signal.throwIfAborted()
        await new Promise<void>((resolve) => {
          waiting = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
      signal.throwIfAborted()
      return send(0)
    },
  }
}
