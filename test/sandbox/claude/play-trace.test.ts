import fc from 'fast-check'
import { expect, test } from 'vitest'
import { playTrace } from '../../../src/sandbox/claude/play-trace.ts'
import { formatTrace, parseTrace, type Trace } from '../../../src/sandbox/claude/trace.ts'
import { createFakeClock } from '../../world/fake-clock.ts'

const trace = (times: readonly number[], end: Trace['end']): Trace => ({
  events: times.map((t_ms, index) => ({ t_ms, event: { type: `event-${index}` } })),
  end,
})

/** Plays a trace to its end and tells what happened at which millisecond. */
const played = async (shown: Trace, speed: number, ms: number): Promise<readonly string[]> => {
  const clock = createFakeClock()
  const told: string[] = []
  const tell = (what: string): void => void told.push(`${clock.elapsed()} ${what}`)
  const stop = playTrace(
    shown,
    { send: ({ type }) => tell(type), close: () => tell('close'), cut: () => tell('cut') },
    clock,
    speed,
  )
  await clock.pass(ms)
  stop()
  expect(clock.timers()).toBe(0)
  return told
}

test('each event is sent at its millisecond, and those of one moment in order', async () => {
  expect(await played(trace([5, 5, 17, 1_000], { t_ms: 1_200, end: 'close' }), 1, 5_000)).toEqual([
    '5 event-0',
    '5 event-1',
    '17 event-2',
    '1000 event-3',
    '1200 close',
  ])
})

test('at any finite speed a trace takes its time divided by it, at Infinity none', async () => {
  const slow = trace([100, 300], { t_ms: 500, end: 'cut' })
  expect(await played(slow, 10, 1_000)).toEqual(['10 event-0', '30 event-1', '50 cut'])
  expect(await played(slow, Number.POSITIVE_INFINITY, 0)).toEqual(['0 event-0', '0 event-1', '0 cut'])
})

test('silence has no end, and pings come every fifteen seconds', async () => {
  expect(await played(trace([1], { t_ms: 1, end: 'silence' }), 1, 100_000)).toEqual(['1 event-0'])
  expect(await played(trace([], { t_ms: 10, end: 'pings' }), 1, 40_000)).toEqual([
    '10 ping',
    '15010 ping',
    '30010 ping',
  ])
})

const anyTrace: fc.Arbitrary<Trace> = fc.record({
  events: fc.array(
    fc.record({
      t_ms: fc.nat(),
      event: fc.record({ type: fc.string(), text: fc.string({ unit: 'binary' }) }),
    }),
  ),
  end: fc.record({ t_ms: fc.nat(), end: fc.constantFrom('close', 'cut', 'silence', 'pings') }),
})

test('a trace written to a file and read again is the same', () => {
  fc.assert(
    fc.property(anyTrace, (any) => {
      expect(parseTrace(formatTrace(any))).toEqual(any)
    }),
  )
})

test('a line that is none of a trace is named', () => {
  expect(() => parseTrace('{"t_ms":1,"event":{"type":"ping"}}\n{"t_ms":"soon"}\n')).toThrow('Line 2')
})
