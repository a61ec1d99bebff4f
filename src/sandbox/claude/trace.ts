import { z } from 'zod'

/** A server-sent event of the Messages API, or anything else with a `type`: a trace is replayed as it is. */
export type StreamEvent = { readonly type: string }

/** An event and when it is sent, in milliseconds since the request arrived. */
export type TimedEvent = { readonly t_ms: number; readonly event: StreamEvent }

/**
 * How a stream ends: closed as it should be, the socket cut, or never (in silence, or with a ping every few seconds).
 */
export type TraceEnd = { readonly t_ms: number; readonly end: 'close' | 'cut' | 'silence' | 'pings' }

/** A whole stream with its timing. As a file: one `Beat` a line as JSON, then one `TraceEnd` (absent: `close`). */
export type Trace = { readonly events: readonly TimedEvent[]; readonly end: TraceEnd }

const time = z.number().nonnegative()
const line = z.union([
  z.object({ t_ms: time, event: z.looseObject({ type: z.string() }) }),
  z.object({ t_ms: time, end: z.enum(['close', 'cut', 'silence', 'pings']) }),
])

const parseLine = (text: string, index: number): z.infer<typeof line> => {
  try {
    return line.parse(JSON.parse(text))
  } catch {
    throw new Error(`Line ${index + 1} of the trace is not {"t_ms", "event"}: ${text.slice(0, 60)}`)
  }
}

/** Reads a trace from JSON lines. Throws an `Error` that names the line which is not one of a trace. */
export const parseTrace = (text: string): Trace => {
  const lines = text.split('\n').flatMap((row, index) => (row.trim() === '' ? [] : [parseLine(row, index)]))
  const events = lines.filter((entry) => 'event' in entry)
  const end = lines.findLast((entry) => 'end' in entry)
  return { events, end: end ?? { t_ms: events.at(-1)?.t_ms ?? 0, end: 'close' } }
}

/** A trace as JSON lines; `parseTrace` gives the same back. */
export const formatTrace = ({ events, end }: Trace): string =>
  [...events, end].map((entry) => `${JSON.stringify(entry)}\n`).join('')
