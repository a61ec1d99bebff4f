import type { Clock } from '../clock.ts'

/** How often, in ms, the parent is looked at. */
const lookEvery = 1_000

/** What watching a parent process needs. */
export type ParentWatch = {
  readonly clock: Clock
  /** The number of the parent process as it is now. */
  readonly parent: () => number
  readonly gone: () => void
}

/**
 * Calls `gone` once the parent process has ended. npm passes a SIGTERM on to the shell in between only, so a bot that npm started
 * hears nothing of it and would answer on as an orphan (https://github.com/npm/cli/issues/6684). Returns what ends the watch.
 */
export const watchParent = ({ clock, parent, gone }: ParentWatch): (() => void) => {
  const first = parent()
  const look = (): void => {
    if (parent() === first) cancel = clock.after(lookEvery, look)
    else gone()
  }
  let cancel = clock.after(lookEvery, look)
  return () => cancel()
}
