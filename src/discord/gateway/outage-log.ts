import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'

/** Logs one outage at a time: its beginning, a line a minute, and its end. */
export type OutageLog = {
  /** Something failed; `waitMs` is when it is tried again. Only the first one of an outage is logged at once. */
  readonly failed: (reason: string, waitMs?: number) => void
  /** It works again; `details` go into the line. Nothing is logged where nothing had failed. */
  readonly ended: (words?: string, details?: object) => void
  /** Ends the reminders without a word. */
  readonly stop: () => void
}

/** The log messages of an outage. */
export type OutageMessages = { readonly begins: string; readonly goesOn: string; readonly ends: string }

const remindEvery = 60_000
/** A wait of a minute or more is worth its own time. */
const longWait = 60_000

export const createOutageLog = (
  { begins, goesOn, ends }: OutageMessages,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<Log, 'warn' | 'info'> },
): OutageLog => {
  let begunAt: number | undefined
  let latest: { readonly why: string; readonly until?: string } = { why: '' }
  let cancel = (): void => {}
  const seconds = (): number => Math.round((clock.elapsed() - (begunAt ?? 0)) / 1000)
  const remind = (): void => {
    cancel = clock.after(remindEvery, () => {
      log.warn({ ...latest, seconds: seconds() }, goesOn)
      remind()
    })
  }
  const stop = (): void => {
    cancel()
    begunAt = undefined
  }
  return {
    failed: (why, waitMs = 0) => {
      const until = new Date(clock.now() + waitMs).toISOString()
      latest = { why, ...(waitMs >= longWait && { until }) }
      if (begunAt !== undefined) return
      begunAt = clock.elapsed()
      log.warn(latest, begins)
      remind()
    },
    ended: (words = ends, details = {}) => {
      if (begunAt === undefined) return
      log.info({ ...details, seconds: seconds() }, words)
      stop()
    },
    stop,
  }
}
