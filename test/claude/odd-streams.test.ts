import { expect, test } from 'vitest'
import type { Answer, RawResponse } from '../../src/sandbox/claude/answer.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { TraceEnd } from '../../src/sandbox/claude/trace.ts'
import { createFakeClock } from '../world/fake-clock.ts'
import { asking, connect, hear, passUntil } from './wire.ts'

const start = {
  type: 'message_start',
  message: { id: 'm', model: 'claude-x', content: [], usage: { input_tokens: 7, output_tokens: 1 } },
}
const block = [
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Whole.' } },
  { type: 'content_block_stop', index: 0 },
]
const delta = { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } }
const stop = { type: 'message_stop' }

const trace = (events: readonly { readonly type: string }[], end: TraceEnd['end'] = 'close'): Answer => ({
  type: 'trace',
  trace: { events: events.map((event) => ({ t_ms: 0, event })), end: { t_ms: 0, end } },
})
const raw = (events: readonly unknown[], more: Partial<RawResponse> = {}): Answer => ({
  type: 'raw',
  body: events
    .map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
    .join(''),
  ...more,
})
const whole = [start, ...block, delta, stop]

test.each<readonly [string, Answer]>([
  ['kept open in silence', trace(whole, 'silence')],
  ['kept open with pings', trace(whole, 'pings')],
  ['reset right after it', trace(whole, 'cut')],
  ['followed by [DONE]', raw([...whole, '[DONE]'])],
  ['followed by nonsense', raw([...whole, '{"half'], { end: 'silence' })],
])('a reply ends with message_stop, although the connection is %s', async (_, answer) => {
  // The clock stands still, so nothing that waits for a time limit ends.
  await using wire = await connect({ clock: createFakeClock() })
  wire.server.next(answer)
  const { events, failure } = await hear(wire.claude, asking('Hi'))
  expect(failure).toBeUndefined()
  expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason: 'end_turn', usage: { output: 9 } })
})

test.each<readonly [string, Answer]>([
  ['a clean end', trace([start, ...block, delta])],
  ['a cut', trace([start, ...block, delta], 'cut')],
  ['[DONE]', raw([start, ...block, delta, '[DONE]'], { end: 'silence' })],
  ['silence', trace([start, ...block, delta], 'silence')],
])('a reply without message_stop is whole once its stop reason has come, and %s', async (_, answer) => {
  const clock = createFakeClock()
  await using wire = await connect({ clock })
  wire.server.next(answer)
  const { events, failure } = await passUntil(clock, 500, hear(wire.claude, asking('Hi')))
  expect(failure).toBeUndefined()
  expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason: 'end_turn' })
  expect(clock.elapsed()).toBeLessThan(10_000)
})

test('[DONE] before any stop reason is a broken reply', async () => {
  await using wire = await connect()
  wire.server.next(raw([start, ...block, '[DONE]']))
  expect((await hear(wire.claude, asking('Hi'))).failure?.kind).toBe('broken')
})

test('the connection of a finished reply is used for the next one', async () => {
  await using wire = await connect()
  wire.server.next(text('One.'), text('Two.'))
  await hear(wire.claude, asking('1'))
  await hear(wire.claude, asking('2'))
  expect(wire.server.requests().map(({ outcome }) => outcome)).toEqual(['done', 'done'])
})

test('fifteen minutes of nothing but pings are a stall', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, speed: 1 })
  wire.server.next(trace([start], 'pings'))
  const { failure } = await passUntil(clock, 5_000, hear(wire.claude, asking('Hi')))
  expect(failure).toMatchObject({ kind: 'stalled', detail: 'only pings for 15 min' })
})

test('events without an event line are told apart by the type in their data', async () => {
  await using wire = await connect()
  wire.server.next(raw(whole))
  expect((await hear(wire.claude, asking('Hi'))).text).toBe('Whole.')
})

test.each<readonly [string, string, string]>([
  ['an error event of plain text', 'event: error\ndata: upstream overloaded\n\n', 'upstream overloaded'],
  ['an error without a type', 'data: {"error":{"message":"no capacity","code":"500"}}\n\n', 'no capacity'],
  ['an error event without an error', 'event: error\ndata: null\n\n', ''],
])('%s ends the reply as a busy Claude', async (_, body, detail) => {
  await using wire = await connect()
  wire.server.next({ type: 'raw', body: `data: ${JSON.stringify(start)}\n\n${body}` })
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure).toMatchObject({ kind: 'busy', ...(detail && { detail }) })
})

const odd: readonly (readonly [string, readonly unknown[]])[] = [
  ['message_start without a model', [{ ...start, message: { ...start.message, model: undefined } }]],
  ['message_start without a message', [{ type: 'message_start' }]],
  ['no message_start', []],
  ['usage that is null', [{ ...start, message: { ...start.message, usage: null } }]],
  ['usage of words', [{ ...start, message: { ...start.message, usage: { input_tokens: 'many' } } }]],
  ['a negative usage', [{ ...start, message: { ...start.message, usage: { input_tokens: -5 } } }]],
  ['a model of white space', [{ ...start, message: { ...start.message, model: '  ' } }]],
  ['a model of two lines', [{ ...start, message: { ...start.message, model: 'a\n# b' } }]],
  ['a model that is a number', [{ ...start, message: { ...start.message, model: 5 } }]],
  ['null', [start, null]],
  ['a block without a block', [start, { type: 'content_block_start', index: 0 }]],
  ['a delta without a delta', [start, { type: 'content_block_delta', index: 0 }]],
  ['a delta of a block that never began', [start, { type: 'content_block_stop', index: 9 }]],
  [
    'text that is a number',
    [start, { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 5 } }],
  ],
]

/** Every string and number of what was heard. */
const leaves = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value]

test.each(odd)('%s is passed over, and nothing of it is in what is stored', async (_, events) => {
  await using wire = await connect()
  wire.server.next(raw([...events, ...block, { ...delta, usage: {} }, stop]))
  const heard = await hear(wire.claude, asking('Hi'))
  expect(heard.failure).toBeUndefined()
  expect(heard.text).toBe('Whole.')
  expect(heard.events.find((event) => event.type === 'reply-start')?.model ?? 'none').toMatch(
    /^(claude-|none)/,
  )
  for (const leaf of leaves(heard.events)) {
    if (typeof leaf === 'number') expect(leaf).toBeGreaterThanOrEqual(0)
    else expect(typeof leaf).toMatch(/string|boolean/)
  }
})

test.each([
  ['{}', {}],
  ['without output_tokens', { input_tokens: 7 }],
  ['with output_tokens null', { output_tokens: null }],
  ['null', null],
])('the output of a reply whose last usage is %s is estimated', async (_, usage) => {
  await using wire = await connect()
  const long = { ...block[1], delta: { type: 'text_delta', text: 'word '.repeat(100) } }
  wire.server.next(raw([start, block[0], long, block[2], { ...delta, usage }, stop]))
  const { events } = await hear(wire.claude, asking('Hi'))
  expect(events.at(-1)).toMatchObject({
    type: 'reply-end',
    isEstimate: true,
    usage: { input: 7, output: 167 },
  })
})

test.each([
  ['null', null],
  ['{}', {}],
  ['of zeros', { input_tokens: 0, output_tokens: 0 }],
  ['of nulls', { input_tokens: null, cache_read_input_tokens: null }],
])('the input of a reply whose usage is %s is estimated from the beginning on', async (_, usage) => {
  await using wire = await connect()
  wire.server.next(raw([{ ...start, message: { ...start.message, usage } }, ...block, delta, stop]))
  const { events } = await hear(wire.claude, asking('word '.repeat(300), { system: '' }))
  expect(events[0]).toMatchObject({ type: 'reply-start', usage: { input: 500 } })
  expect(events.at(-1)).toMatchObject({
    type: 'reply-end',
    isEstimate: true,
    usage: { input: 500, output: 9 },
  })
})

test.each([Number.MAX_SAFE_INTEGER, 1e300, 70.5])(
  'a count of tokens that cannot be, %d, is estimated',
  async (count) => {
    await using wire = await connect()
    const usage = { input_tokens: count, output_tokens: 1 }
    const last = { ...delta, usage: { output_tokens: count } }
    wire.server.next(raw([{ ...start, message: { ...start.message, usage } }, ...block, last, stop]))
    const { events } = await hear(wire.claude, asking('Hi', { system: '' }))
    expect(events.at(-1)).toMatchObject({ type: 'reply-end', isEstimate: true, usage: { output: 2 } })
  },
)

test.each([
  ['stop', 'end_turn'],
  ['END_TURN', 'end_turn'],
  ['length', 'max_tokens'],
  ['content_filter', 'refusal'],
  ['something_new', 'something_new'],
  ['**@everyone**', 'end_turn'],
])('the stop reason %s of a gateway means %s', async (given, stopReason) => {
  await using wire = await connect()
  wire.server.next(raw([start, ...block, { ...delta, delta: { stop_reason: given } }, stop]))
  const { events } = await hear(wire.claude, asking('Hi'))
  expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason })
})

test('input tokens that only the last event tells count', async () => {
  await using wire = await connect()
  const late = { ...delta, usage: { input_tokens: 41, output_tokens: 9 } }
  wire.server.next(raw([{ ...start, message: { ...start.message, usage: null } }, ...block, late, stop]))
  const last = (await hear(wire.claude, asking('Hi'))).events.at(-1)
  expect(last).toMatchObject({ type: 'reply-end', usage: { input: 41, output: 9 } })
  expect(last).not.toHaveProperty('isEstimate')
})

test('citations without an address, or with one that is no web page, are no sources', async () => {
  await using wire = await connect()
  const cite = (citation: unknown) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'citations_delta', citation },
  })
  const type = 'web_search_result_location'
  wire.server.next(
    raw([
      ...whole.slice(0, 3),
      cite({ type, title: 'No address' }),
      cite({ type, title: 'Script', url: 'javascript:alert(1)' }),
      cite(null),
      cite({ type, url: 'https://example.com/a', title: null }),
      cite({ type, url: 'https://example.com/b', title: '# A\n@everyone' }),
      cite({ type, url: 'https://example.com/b', title: 'Again' }),
      ...whole.slice(3),
    ]),
  )
  const { events } = await hear(wire.claude, asking('Hi'))
  expect(events.flatMap((event) => (event.type === 'source' ? [event.source] : []))).toEqual([
    { title: 'https://example.com/a', url: 'https://example.com/a' },
    { title: '# A @everyone', url: 'https://example.com/b' },
  ])
})

test('an emoji that is cut between two deltas comes whole, and half of one as U+FFFD', async () => {
  await using wire = await connect()
  const say = (strings: string) => ({ ...block[1], delta: { type: 'text_delta', text: strings } })
  const events = [start, block[0], say('A \ud83d'), say('\ude00 and \ud83d'), block[2], delta, stop]
  wire.server.next(raw(events))
  const { events: heard } = await hear(wire.claude, asking('Hi'))
  const pieces = heard.flatMap((event) => (event.type === 'text-delta' ? [event.text] : []))
  expect(pieces).toEqual(['A ', '😀 and ', '\ufffd'])
})
