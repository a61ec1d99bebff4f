import type { Failure, FailureKind } from './conversation/failure.ts'
import type { Log } from './log.ts'
import { isOwn } from './operate/health.ts'

/** Failures that somebody wanted. */
const ended: ReadonlySet<FailureKind> = new Set([
  'stopped',
  'question-deleted',
  'forgotten',
  'shutdown',
  'postponed',
  'screen-gone',
])

/**
 * Logs a reply without a good end, with what Anthropic's support asks for: as an error what the operator must mend, as a
 * warning what passes, and for the record what somebody wanted so. Nothing that was said is in it.
 */
export const createReplyLog =
  (log: Log) =>
  ({ kind, detail, requestId }: Failure): void => {
    const about = { failure: kind, ...(detail && { detail }), ...(requestId && { requestId }) }
    if (isOwn(kind)) log.error(about, 'a reply failed')
    else if (ended.has(kind)) log.info(about, 'a reply was ended')
    else log.warn(about, 'a reply failed')
  }
