import { expect, test } from 'vitest'
import { dollars } from '../../src/claude/dollars.ts'
import { listPrices } from '../../src/claude/prices.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import type { Answer, ReplyPiece } from '../../src/sandbox/claude/answer.ts'
import { badRequest } from '../../src/sandbox/claude/errors.ts'
import { asking, connect, hear } from './wire.ts'

const tides = { title: 'Tides', url: 'https://example.com/tides' }
const moon = { title: 'Moon', url: 'https://example.com/moon' }

const paused = (...say: readonly ReplyPiece[]): Answer => ({ type: 'reply', say, stopReason: 'pause_turn' })

test('a reply that pauses to search goes on as one reply, with its sources once and its usage added up', async () => {
  await using wire = await connect()
  wire.server.next(
    paused({ type: 'text', text: 'I look.' }, { type: 'search', query: 'tides', results: [tides, moon] }),
    {
      type: 'reply',
      say: [
        { type: 'search', query: 'moon', results: [moon] },
        { type: 'text', text: 'The moon ' },
        { type: 'text', text: 'pulls', source: moon },
        { type: 'text', text: ', and ' },
        { type: 'text', text: 'pulls', source: moon },
        { type: 'text', text: '.', source: tides },
      ],
    },
  )
  const { events, text } = await hear(wire.claude, asking('Tides?', { webSearch: true }))
  expect(text).toBe('I look.\n\nThe moon pulls, and pulls.')
  expect(events.filter(({ type }) => type === 'reply-start')).toHaveLength(1)
  expect(events.filter(({ type }) => type === 'search-start')).toHaveLength(2)
  expect(events.flatMap((event) => (event.type === 'source' ? [event.source] : []))).toEqual([moon, tides])
  const heard = events.flatMap((event) =>
    event.type === 'text-delta' ? [event.text] : event.type === 'cited' ? event.urls : [],
  )
  expect(heard.join('')).toMatch(new RegExp(`pulls${moon.url}, and pulls${moon.url}[.]${tides.url}$`))
  const end = events.at(-1)
  expect(end).toMatchObject({ type: 'reply-end', stopReason: 'end_turn', usage: { webSearches: 2 } })
  const [first, second] = wire.server.requests().map(({ body }) => body)
  expect(second).toMatchObject({
    messages: [
      { role: 'user' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'I look.' },
          { type: 'server_tool_use', name: 'web_search', input: { query: 'tides' } },
          { type: 'web_search_tool_result', content: [{ url: tides.url }, { url: moon.url }] },
        ],
      },
    ],
  })
  expect({ ...Object(second), messages: null }).toEqual({ ...Object(first), messages: null })
})

test('usage only ever grows over a reply of several requests', async () => {
  await using wire = await connect()
  wire.server.next(
    paused({ type: 'search', query: 'a', results: [] }),
    paused({ type: 'search', query: 'b', results: [] }),
  )
  const { events } = await hear(wire.claude, asking('Hi', { webSearch: true }))
  const outputs = events.flatMap((event) => ('usage' in event ? [event.usage.output] : []))
  expect(outputs).toEqual(outputs.toSorted((a, b) => a - b))
})

test('a reply that pauses for ever ends after five continuations, and says that it was paused', async () => {
  await using wire = await connect({ answer: () => paused({ type: 'search', query: 'again', results: [] }) })
  const { events } = await hear(wire.claude, asking('Hi', { webSearch: true }))
  expect(events.at(-1)).toMatchObject({
    type: 'reply-end',
    stopReason: 'pause_turn',
    usage: { webSearches: 6 },
  })
  expect(wire.server.requests()).toHaveLength(6)
})

test('a failure in the second request of a reply keeps the text of the first', async () => {
  await using wire = await connect()
  wire.server.next(paused({ type: 'text', text: 'I look.' }, { type: 'search', query: 'a', results: [] }), {
    type: 'reply',
    say: [],
    break: { how: 'overloaded_error', after: 0 },
  })
  const { failure, text } = await hear(wire.claude, asking('Hi', { webSearch: true }))
  expect(failure?.kind).toBe('busy')
  expect(text).toBe('I look.')
})

const event = (type: string, part: object) => ({ t_ms: 0, event: { type, ...part } })
const start = (index: number, content_block: object) => event('content_block_start', { index, content_block })
const change = (index: number, delta: object) => event('content_block_delta', { index, delta })
const stop = (index: number) => event('content_block_stop', { index })
const trace = (...events: readonly ReturnType<typeof event>[]): Answer => ({
  type: 'trace',
  trace: {
    events: [
      event('message_start', {
        message: { id: 'm', model: 'claude-x', usage: { input_tokens: 1, output_tokens: 1 } },
      }),
      ...events,
      event('message_delta', { delta: { stop_reason: 'pause_turn' }, usage: { output_tokens: 2 } }),
      event('message_stop', {}),
    ],
    end: { t_ms: 0, end: 'close' },
  },
})
const search = { type: 'server_tool_use', id: 's', name: 'web_search', input: {} }
const signed = { type: 'thinking', thinking: '', signature: '' }

test('a pause is given back so that the API takes it: without empty text, unsigned thinking, half a citation or half an emoji', async () => {
  await using wire = await connect()
  wire.server.next(
    trace(
      ...[start(0, signed), change(0, { type: 'signature_delta', signature: 'sandbox-signature' }), stop(0)],
      ...[start(1, { ...signed, thinking: 'Hm.' }), stop(1)],
      ...[start(2, { type: 'text', text: 'I look' }), change(2, { type: 'text_delta', text: ' \ud83d' })],
      change(2, {
        type: 'citations_delta',
        citation: { type: 'web_search_result_location', title: 'No address' },
      }),
      stop(2),
      ...[
        start(3, search),
        change(3, { type: 'input_json_delta', partial_json: '{"query":"tides"}' }),
        stop(3),
      ],
      ...[start(4, { type: 'text', text: '' }), stop(4)],
      ...[start(5, { type: 'text', text: ' \n' }), stop(5)],
    ),
    { type: 'reply', say: [{ type: 'text', text: 'Done.' }] },
  )
  const { failure, text } = await hear(wire.claude, asking('Tides?', { webSearch: true }))
  expect(failure).toBeUndefined()
  expect(text).toContain('Done.')
  const [, given] = Object(wire.server.requests()[1]?.body).messages
  expect(given.content).toEqual([
    { type: 'thinking', thinking: '', signature: 'sandbox-signature' },
    { type: 'text', text: 'I look \ufffd' },
    { ...search, input: { query: 'tides' }, cache_control: { type: 'ephemeral' } },
  ])
})

test('a pause with nothing to give back ends the reply', async () => {
  await using wire = await connect()
  wire.server.next(trace(start(0, { type: 'text', text: '' }), stop(0)))
  const { events } = await hear(wire.claude, asking('Hi', { webSearch: true }))
  expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason: 'pause_turn' })
  expect(wire.server.requests()).toHaveLength(1)
})

test.each([
  ['a prefill', undefined, 'pause_turn'],
  ['a request too long', badRequest('prompt is too long: 9 > 8'), 'model_context_window_exceeded'],
] as const)(
  'a pause that the API does not take back, as %s, ends the reply with what has come',
  async (_, answer, stopReason) => {
    await using wire = await connect()
    const say = answer ? [start(1, search), stop(1)] : []
    wire.server.next(
      trace(start(0, { type: 'text', text: 'Half of it.' }), stop(0), ...say),
      ...(answer ? [answer] : []),
    )
    const { events, text, failure } = await hear(wire.claude, asking('Hi'))
    expect(failure).toBeUndefined()
    expect(text).toBe('Half of it.')
    expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason, usage: { input: 1, output: 2 } })
    const [, second, ...more] = wire.server.requests()
    const [, given] = Object(second?.body).messages
    expect(given).toMatchObject({ role: 'assistant' })
    expect(given.content[0]).toMatchObject({ type: 'text', text: 'Half of it.' })
    expect(more).toEqual([])
  },
)

test('each request of a reply is priced by itself: two below a tier cost what they cost below it', async () => {
  await using wire = await connect()
  const pausedAt = (input_tokens: number, stop_reason: string): Answer => ({
    type: 'trace',
    trace: {
      events: [
        event('message_start', {
          message: { id: 'm', model: 'claude-haiku-5-5', usage: { input_tokens, output_tokens: 1 } },
        }),
        ...[start(0, { type: 'text', text: 'word' }), stop(0), start(1, search), stop(1)],
        event('message_delta', { delta: { stop_reason }, usage: { output_tokens: 1_000 } }),
        event('message_stop', {}),
      ],
      end: { t_ms: 0, end: 'close' },
    },
  })
  wire.server.next(pausedAt(60_000, 'pause_turn'), pausedAt(60_000, 'end_turn'))
  const { events } = await hear(wire.claude, asking('Hi', { webSearch: true }))
  const end = events.at(-1)
  const usage = end?.type === 'reply-end' ? end.usage : noUsage
  expect(usage).toMatchObject({ input: 120_000, output: 2_000 })
  expect(dollars(listPrices, usage, 'claude-haiku-5-5')).toBeCloseTo(2 * (0.006 + 0.0005), 6)
  expect(dollars(listPrices, { ...usage, output: usage.output + 1_000 }, 'claude-haiku-5-5')).toBeCloseTo(
    0.0135,
    6,
  )
  const one = { ...noUsage, input: 120_000, output: 2_000 }
  expect(dollars(listPrices, one, 'claude-haiku-5-5')).toBeCloseTo(0.06 + 0.005, 6)
})
