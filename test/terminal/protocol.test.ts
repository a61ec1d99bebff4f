import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { StreamEvent } from '../../src/sandbox/claude/trace.ts'
import { beginning, missingAtEnd, step } from '../../src/terminal/protocol.ts'

/** A stream as the API promises it: any blocks of any number of deltas. */
const promised = fc
  .array(fc.nat(4), { maxLength: 5 })
  .map((blocks): readonly StreamEvent[] => [
    { type: 'message_start' },
    ...blocks.flatMap((deltas, index) => [
      { type: 'content_block_start', index },
      ...Array.from({ length: deltas }, () => ({ type: 'content_block_delta', index })),
      { type: 'content_block_stop', index },
    ]),
    { type: 'message_delta' },
    { type: 'message_stop' },
  ])

/** All that is wrong with a stream. */
const faults = (events: readonly StreamEvent[]): readonly string[] => {
  let position = beginning
  const found = events.flatMap((event) => {
    const next = step(position, event)
    position = next.position
    return next.fault === undefined ? [] : [`${event.type}: ${next.fault}`]
  })
  const missing = missingAtEnd(position)
  return missing === undefined ? found : [...found, missing]
}

const at = fc.nat(50)

test('a stream in the promised order has no fault, wherever pings and unknown events fall into it', () => {
  fc.assert(
    fc.property(
      promised,
      fc.array(fc.tuple(at, fc.constantFrom('ping', 'weather_report'))),
      (events, extra) => {
        const mixed = [...events]
        for (const [place, type] of extra) mixed.splice(place % events.length, 0, { type })
        expect(faults(mixed)).toEqual([])
      },
    ),
  )
})

test('an event left out, but for one delta of a block, is noticed', () => {
  fc.assert(
    fc.property(promised, at, (events, place) => {
      const gone = place % events.length
      fc.pre(events[gone]?.type !== 'content_block_delta')
      expect(faults(events.toSpliced(gone, 1))).not.toEqual([])
    }),
  )
})

test('two different neighbours that change places are noticed', () => {
  fc.assert(
    fc.property(promised, at, (events, place) => {
      const first = place % (events.length - 1)
      const [a, b] = events.slice(first, first + 2)
      fc.pre(a !== undefined && b !== undefined && a.type !== b.type)
      expect(faults(events.toSpliced(first, 2, b ?? a, a ?? b))).not.toEqual([])
    }),
  )
})

test('an event of another block than the one that is open is noticed', () => {
  fc.assert(
    fc.property(promised, at, fc.integer({ min: 1, max: 9 }), (events, place, shift) => {
      const wrong = place % events.length
      const event = events[wrong]
      fc.pre(event !== undefined && 'index' in event)
      const moved = { type: event?.type ?? '', index: Number(Object(event).index) + shift }
      expect(faults(events.with(wrong, moved))).not.toEqual([])
    }),
  )
})

test('an error ends the stream, and what comes after it is noticed', () => {
  const start = { type: 'message_start' }
  expect(faults([start, { type: 'error' }])).toEqual([])
  expect(faults([start, { type: 'error' }, { type: 'ping' }])).toEqual(['ping: expected nothing'])
})

test('a stream that ends too early is told what was to come', () => {
  expect(faults([])).toEqual(['ended where message_start was expected'])
  expect(faults([{ type: 'message_start' }])).toEqual([
    'ended where content_block_start or message_delta was expected',
  ])
})
