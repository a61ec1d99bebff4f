import type { Writable } from 'node:stream'
import type { TimedEvent, TraceEnd } from '../sandbox/claude/trace.ts'
import { eventLine, times } from './event-line.ts'
import { beginning, missingAtEnd, type Position, step } from './protocol.ts'
import type { Style } from './style.ts'

/** The options for showing events. */
export type EventView = {
  /** JSON lines instead of words: a trace. */
  readonly json: boolean
  readonly style: Style
  readonly out: Pick<Writable, 'write'>
}

/** What has been seen of a stream. */
type Seen = {
  readonly position: Position
  /** Milliseconds at which the last event came. */
  readonly at: number
  readonly count: number
  readonly fault?: string
  readonly faults: number
  readonly hasError: boolean
  readonly firstText?: number
}

const start: Seen = { position: beginning, at: 0, count: 0, faults: 0, hasError: false }

const isText = (event: TimedEvent['event']): boolean => Object(Object(event).delta).type === 'text_delta'

const take = ({ fault: _, ...seen }: Seen, { event, t_ms }: TimedEvent): Seen => {
  const { position, fault } = step(seen.position, event)
  return {
    ...seen,
    position,
    at: t_ms,
    count: seen.count + 1,
    faults: seen.faults + (fault === undefined ? 0 : 1),
    hasError: seen.hasError || event.type === 'error',
    ...(fault === undefined ? {} : { fault }),
    ...(isText(event) ? { firstText: seen.firstText ?? t_ms } : {}),
  }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`

const endings = { close: 'closed', cut: 'cut', silence: 'silent', pings: 'only pings' } as const

const endLine = (seen: Seen, { t_ms, end }: TraceEnd, style: Style): string => {
  const fault = missingAtEnd(seen.position) ?? (seen.faults > 0 ? `${seen.faults} out of order` : undefined)
  const sum = [
    `${seen.count} events`,
    seen.firstText === undefined ? 'no text' : `first text after ${seconds(seen.firstText)}`,
    fault === undefined ? style('green', 'in order') : style('red', `✗ ${fault}`),
  ]
  return `${style('gray', times(t_ms, seen.at))}  ${endings[end].padEnd(19)} ${sum.join(', ')}`
}

/** Prints each event as it arrives. Resolves with the exit code: 0 if the order was right and there was no error. */
export const showEvents = async (
  heard: AsyncIterable<TimedEvent | TraceEnd>,
  { json, style, out }: EventView,
): Promise<number> => {
  let seen = start
  for await (const entry of heard) {
    const before = seen.at
    if ('event' in entry) seen = take(seen, entry)
    const strings = (): string =>
      'event' in entry
        ? eventLine(entry.event, entry.t_ms, before, seen.fault, style)
        : endLine(seen, entry, style)
    out.write(`${json ? JSON.stringify(entry) : strings()}\n`)
  }
  return seen.faults === 0 && !seen.hasError && missingAtEnd(seen.position) === undefined ? 0 : 1
}
