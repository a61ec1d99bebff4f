/** The request that carries the next change of a reply. */
export type ChangeTarget = { readonly type: 'edit'; readonly page: number } | { readonly type: 'post' }

/** What a reply has written and not shown yet; read again at every decision. Times are in `Clock.elapsed()` ms. */
export type PendingChange = {
  /**
   * `first`: no text of this reply is visible yet. `final`: the last text. `growth`: text between the two.
   * `status`: no new text, only a line such as the seconds of thinking. `nothing`: everything is shown.
   */
  readonly what: 'first' | 'final' | 'growth' | 'status' | 'nothing'
  /** UTF-16 code units that are written and not visible. */
  readonly unseen: number
  /** The sum of the arrival times of those code units: `unseen * now - arrivals` is the area of the lag. */
  readonly arrivals: number
  /** When the oldest of them arrived. */
  readonly oldest: number
  /** Visible UTF-16 code units. */
  readonly seen: number
  /** When the first text of the reply arrived. */
  readonly begun: number
}

/**
 * Paces the changes of one reply.
 *
 *     const outcome = await gate.pass({ type: 'edit', page: 0 }, () => pending, (route) => edit(route), signal)
 */
export type Gate = {
  /**
   * Calls `send` when the change should leave, one change at a time, and gives its result. `send` reads the newest text
   * itself; it is given the index of the route whose rate limit has room. Rejects with the signal's reason if the signal
   * aborts before `send` is called.
   */
  readonly pass: <T>(
    target: ChangeTarget,
    pending: () => PendingChange,
    send: (route: number) => Promise<T>,
    signal: AbortSignal,
  ) => Promise<T>
  /** Says that the pending change is a different one now. Cheap enough for every delta. */
  readonly notify: () => void
}

/** A gate for screens without rate limits, such as a terminal. */
export const openGate = (): Gate => {
  let wake: (() => void) | undefined
  return {
    notify: () => wake?.(),
    pass: async (_target, pending, send, signal) => {
      while (pending().what === 'nothing') {
        signal.throwIfAborted()
        await new Promise<void>((resolve) => {
          wake = resolve
          signal.addEventListener('abort', () => resolve(), { once: true })
        })
      }
      signal.throwIfAborted()
      return send(0)
    },
  }
}
