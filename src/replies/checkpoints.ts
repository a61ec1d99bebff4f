import type { Clock } from '../clock.ts'

/**
 * Stores the newest text of a growing reply, at most once per interval and never two writes at once. A store that keeps
 * failing is reported once, until a write succeeds again.
 */
export type Checkpoints = {
  readonly note: (text: string) => void
  /** Stores what was noted. Resolves when that was done or failed. Does nothing after `stop`. */
  readonly flush: () => Promise<void>
  /** No more writes after this resolves. */
  readonly stop: () => Promise<void>
}

/** Ms between two writes: a killed process loses less than a second of text. */
const interval = 800

export const createCheckpoints = (
  clock: Clock,
  store: (text: string) => Promise<void>,
  onFault: (error: unknown) => void,
): Checkpoints => {
  let newest = ''
  let stored = ''
  let cancel: (() => void) | undefined
  let writing: Promise<void> = Promise.resolve()
  let stopped = false
  let isFailing = false

  const write = async (): Promise<void> => {
    const text = newest
    try {
      await store(text)
      stored = text
      isFailing = false
    } catch (error) {
      if (!isFailing) onFault(error)
      isFailing = true
    }
    if (!stopped && newest !== stored) schedule()
  }

  /** Writes after the write that is under way. */
  const writeNow = (): Promise<void> => {
    cancel?.()
    cancel = undefined
    writing = writing.then(write)
    return writing
  }

  const schedule = (): void => {
    cancel ??= clock.after(interval, () => void writeNow())
  }

  return {
    note: (text) => {
      if (text === newest) return
      newest = text
      if (!stopped) schedule()
    },
    flush: async () => {
      await writing
      if (!stopped && newest !== stored) await writeNow()
    },
    stop: async () => {
      stopped = true
      cancel?.()
      await writing
    },
  }
}
