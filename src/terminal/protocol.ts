import type { StreamEvent } from '../sandbox/claude/trace.ts'

/** The position of a stream in the order of events that the Messages API promises. */
export type Position = {
  readonly phase: 'before' | 'between-blocks' | 'in-block' | 'after-blocks' | 'over'
  /** Blocks begun so far. */
  readonly blocks: number
  readonly hasDelta: boolean
}

export const beginning: Position = { phase: 'before', blocks: 0, hasDelta: false }

/** The next position, and how the event breaks the order, if it does. */
export type Step = { readonly position: Position; readonly fault?: string }

const indexOf = (event: StreamEvent): number | undefined =>
  'index' in event && typeof event.index === 'number' ? event.index : undefined

const expected: Readonly<Record<Position['phase'], string>> = {
  before: 'message_start',
  'between-blocks': 'content_block_start or message_delta',
  'in-block': 'content_block_delta or content_block_stop',
  'after-blocks': 'message_delta or message_stop',
  over: 'nothing',
}

const allowed: Readonly<Record<string, readonly Position['phase'][]>> = {
  message_start: ['before'],
  content_block_start: ['between-blocks'],
  content_block_delta: ['in-block'],
  content_block_stop: ['in-block'],
  message_delta: ['between-blocks', 'after-blocks'],
  message_stop: ['after-blocks'],
}

const faultOf = (event: StreamEvent, { phase, blocks }: Position): string | undefined => {
  if (!allowed[event.type]?.includes(phase)) return `expected ${expected[phase]}`
  const index = indexOf(event)
  if (index === undefined) return undefined
  const wanted = event.type === 'content_block_start' ? blocks : blocks - 1
  return index === wanted ? undefined : `expected block ${wanted}`
}

const after = (event: StreamEvent, position: Position): Position => {
  switch (event.type) {
    case 'message_start':
      return { ...position, phase: 'between-blocks' }
    case 'content_block_start':
      return { phase: 'in-block', blocks: (indexOf(event) ?? position.blocks) + 1, hasDelta: false }
    case 'content_block_delta':
      return { ...position, hasDelta: true }
    case 'content_block_stop':
      return { ...position, phase: 'between-blocks' }
    case 'message_delta':
      return { ...position, phase: 'after-blocks' }
    case 'message_stop':
    case 'error':
      return { ...position, phase: 'over' }
    default:
      return position
  }
}

/**
 * Checks one more event: message_start, then blocks of start, deltas and stop, then message_delta and message_stop.
 * Pings may come anywhere before the end, an error ends the stream, and unknown events are ignored.
 */
export const step = (position: Position, event: StreamEvent): Step => {
  const isFree = event.type === 'ping' || event.type === 'error' || allowed[event.type] === undefined
  const fault = isFree && position.phase !== 'over' ? undefined : faultOf(event, position)
  return { position: after(event, position), ...(fault === undefined ? {} : { fault }) }
}

/** What is missing if the stream ends here. */
export const missingAtEnd = ({ phase }: Position): string | undefined =>
  phase === 'over' ? undefined : `ended where ${expected[phase]} was expected`
