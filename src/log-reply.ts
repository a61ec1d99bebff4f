import type { Failure } from './conversation/failure.ts'
import type { Log } from './log.ts'
import { isOwn } from './operate/health.ts'

/**
 * Logs a reply without a good end, with what Anthropic's support asks for: as an error what the operator must mend, as a
 * warning what passes, and for the record what somebody wanted so. Nothing that was said is in it.
 */
export const createReplyLog =
  (log: Log) =>
  ({ kind, detail, requestId }: Failure): void => {
    const about = { failure: kind, ...(detail && { detail }), ...(requestId && { requestId }) }
    if (isOwn(kind)) log.error(about, 'a reply failed')
    else if (kind === 'stopped' || kind === 'shutdown' || kind === 'screen-gone')
      log.info(about, 'a reply was ended')
    else log.warn(about, 'a reply failed')
  }
