import type { Limit } from './limits.ts'

/** A window that is open: it keeps the limit it opened with, as its headers promised. */
export type RateWindow = Limit & { readonly openedAt: number; readonly used: number }

/** Whether a request may pass, and what its headers say. */
export type Verdict = {
  readonly allowed: boolean
  readonly window: RateWindow
  readonly remaining: number
  readonly resetAfterMs: number
}

/** Whether the window is over at that moment. */
export const isOver = (window: RateWindow, at: number): boolean => at >= window.openedAt + window.windowMs

/**
 * Counts one request at that moment. A window opens with its first request and ends a fixed time later,
 * whatever happens in it; a refused request does not count. A new limit holds from the next window.
 */
export const take = (current: RateWindow | undefined, limit: Limit, at: number): Verdict => {
  const open = current !== undefined && !isOver(current, at) ? current : { ...limit, openedAt: at, used: 0 }
  const allowed = open.used < open.limit
  const window = allowed ? { ...open, used: open.used + 1 } : open
  return {
    allowed,
    window,
    remaining: window.limit - window.used,
    resetAfterMs: window.openedAt + window.windowMs - at,
  }
}
