import type { StreamEvent } from '../sandbox/claude/trace.ts'
import { describeEvent } from './describe-event.ts'
import type { Style } from './style.ts'

const colours = {
  message_start: 'cyan',
  content_block_start: 'blue',
  content_block_delta: 'green',
  content_block_stop: 'blue',
  message_delta: 'magenta',
  message_stop: 'cyan',
  ping: 'gray',
  error: 'red',
} as const

const colourOf = (type: string) => Object.entries(colours).find(([name]) => name === type)?.[1] ?? 'yellow'

/** The two times at the start of a line: since the request, and since the previous event. */
export const times = (ms: number, before: number): string =>
  `${(ms / 1_000).toFixed(3).padStart(8)} s ${`+${ms - before}`.padStart(6)} ms`

/** The line for an event; `fault` says how it breaks the protocol. */
export const eventLine = (
  event: StreamEvent,
  ms: number,
  before: number,
  fault: string | undefined,
  style: Style,
): string => {
  const type = style(colourOf(event.type), event.type.padEnd(19))
  const order = fault === undefined ? '' : style('red', `  ✗ out of order: ${fault}`)
  return `${style('gray', times(ms, before))}  ${type} ${describeEvent(event)}`.trimEnd() + order
}
