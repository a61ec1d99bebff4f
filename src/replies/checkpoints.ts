import type { Clock } from '../clock.ts'

/** Stores the newest text of a growing reply, at most once per interval and never two writes at once. */
export type Checkpoints = {
  readonly note: (text: string) => void
  /** Resolves once what was noted is stored, or could not be. */
  readonly flush: () => Promise<void>
  /** No more writes after this resolves. */
  readonly stop: () => Promise<void>
}

/** How long, in ms, a text may be unstored: a killed process loses less than a second of it. */
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

  const write = async (): Promise<void> => {
    const text = newest
    try {
      await store(text)
      stored = text
    } catch (error) {
      onFault(error)
    }
    if (!stopped && newest !== stored) schedule()
  }

  /** Writes behind what is being written. */
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
      if (newest !== stored) await writeNow()
    },
    stop: async () => {
      stopped = true
      cancel?.()
      await writing
    },
  }
}
