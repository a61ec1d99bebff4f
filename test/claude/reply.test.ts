import { expect, test } from 'vitest'
import { Failed } from '../../src/conversation/failure.ts'
import { promptTokens } from '../../src/conversation/usage.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { asking, connect, hear, untilTrue } from './wire.ts'

const never = new AbortController().signal

test('a reply arrives as its start, its text in pieces, its usage and its end', async () => {
  await using wire = await connect()
  wire.server.next(text('One, two, three: a reply in pieces.'))
  const { events, text: said } = await hear(wire.claude, asking('Count'))
  expect(said).toBe('One, two, three: a reply in pieces.')
  const types = events.map(({ type }) => type)
  expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
    'reply-start',
    'text-delta',
    'usage',
    'reply-end',
  ])
  expect(events[0]).toMatchObject({ model: 'claude-sonnet-5-5', usage: { output: 1 } })
  expect(events.at(-1)).toMatchObject({ stopReason: 'end_turn' })
})

test('a reader who takes its time sees every event as it came, and the error at its place', async () => {
  await using wire = await connect()
  wire.server.next({
    type: 'reply',
    say: [{ type: 'text', text: 'abc'.repeat(200) }],
    break: { how: 'overloaded_error', after: 600 },
  })
  const events = wire.claude.reply(asking('Hi'), never)[Symbol.asyncIterator]()
  const first = await events.next()
  await untilTrue(() => wire.server.requests()[0]?.outcome === 'done')
  expect(first.value).toMatchObject({ type: 'reply-start', usage: { output: 1 } })
  let said = ''
  const readOn = async (): Promise<void> => {
    for (let next = await events.next(); !next.done; next = await events.next()) {
      if (next.value.type === 'text-delta') said += next.value.text
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  await expect(readOn()).rejects.toThrow('busy: Overloaded')
  expect(said).toBe('abc'.repeat(200))
})

test('the first usage is that of message_start, even when the last one comes in the same packet', async () => {
  await using wire = await connect()
  const usage = { input_tokens: 7, output_tokens: 1 }
  const events = [
    { type: 'message_start', message: { id: 'm', model: 'claude-x', content: [], usage } },
    { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 99 } },
    { type: 'message_stop' },
  ].map((event) => ({ t_ms: 0, event }))
  wire.server.next({ type: 'trace', trace: { events: events, end: { t_ms: 0, end: 'close' } } })
  const heard = await hear(wire.claude, asking('Hi'))
  expect(heard.events.map((event) => 'usage' in event && event.usage.output)).toEqual([1, 99, 99])
})

test('a request has a cache breakpoint, the effort, and nothing that the API refuses', async () => {
  await using wire = await connect()
  await hear(wire.claude, asking('Hi', { effort: 'low', showThinking: true, webSearch: true }))
  expect(wire.server.requests()[0]?.body).toEqual({
    model: 'claude-sonnet-5-5',
    max_tokens: 50_000,
    stream: true,
    system: 'Be kind.',
    output_config: { effort: 'low' },
    thinking: { type: 'adaptive', display: 'summarized' },
    tools: [{ type: 'web_search_20260318', name: 'web_search', max_uses: 5 }],
    messages: [
      { role: 'user', content: [{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }] },
    ],
  })
})

test('what is not asked for is not sent', async () => {
  await using wire = await connect()
  await hear(wire.claude, asking('Hi', { system: '' }))
  const { body } = wire.server.requests()[0] ?? {}
  expect(Object.keys(body ?? {}).sort()).toEqual(['max_tokens', 'messages', 'model', 'stream'])
})

test.each([
  [true, 'I weigh it.'],
  [false, ''],
])('thinking begins and ends, and is heard when shown (%s)', async (showThinking, thought) => {
  await using wire = await connect()
  wire.server.next({
    type: 'reply',
    say: [
      { type: 'thinking', text: 'I weigh it.' },
      { type: 'text', text: 'Four.' },
    ],
  })
  const { events, text: said } = await hear(wire.claude, asking('2 + 2', { showThinking }))
  const thoughts = events.flatMap((event) => (event.type === 'thinking-delta' ? [event.text] : []))
  expect(thoughts.join('')).toBe(thought)
  expect(events.map(({ type }) => type)).toContain('thinking-start')
  expect(events.findIndex(({ type }) => type === 'thinking-end')).toBeLessThan(
    events.findIndex(({ type }) => type === 'text-delta'),
  )
  expect(said).toBe('Four.')
  expect(events.at(-1)).toMatchObject({ usage: { thinking: 4 } })
})

test('events, blocks and deltas of an unknown kind are passed over', async () => {
  await using wire = await connect()
  const usage = { input_tokens: 7, output_tokens: 1 }
  const events = [
    { type: 'message_start', message: { id: 'm', model: 'claude-x', content: [], usage } },
    { type: 'weather_report', wind: 7 },
    { type: 'content_block_start', index: 0, content_block: { type: 'hologram' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'hologram_delta', light: 1 } },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: 'a' } },
    { type: 'content_block_delta', index: 1, delta: { type: 'text_delta', text: 'b' } },
    { type: 'content_block_stop', index: 1 },
    { type: 'message_delta', delta: { stop_reason: 'bored' }, usage: { output_tokens: 3 } },
    { type: 'message_stop' },
  ].map((event) => ({ t_ms: 0, event }))
  wire.server.next({ type: 'trace', trace: { events: events, end: { t_ms: 0, end: 'close' } } })
  const heard = await hear(wire.claude, asking('Hi'))
  expect(heard.text).toBe('ab')
  expect(heard.events.at(-1)).toMatchObject({ stopReason: 'bored', usage: { input: 7, output: 3 } })
})

test('aborting throws the reason that was given, and the server sees the connection close', async () => {
  await using wire = await connect({ speed: 20 })
  const abort = new AbortController()
  const reason = new Failed({ kind: 'stopped' })
  wire.server.watch(({ type }) => type === 'event' && abort.abort(reason))
  const { failure } = await hear(wire.claude, asking('Answer slowly'), abort.signal)
  expect(failure).toEqual({ kind: 'stopped' })
  await untilTrue(() => wire.server.requests()[0]?.outcome === 'left')
})

test('a signal that was aborted before sends nothing', async () => {
  await using wire = await connect()
  const { failure } = await hear(
    wire.claude,
    asking('Hi'),
    AbortSignal.abort(new Failed({ kind: 'shutdown' })),
  )
  expect(failure).toEqual({ kind: 'shutdown' })
  expect(wire.server.requests()).toEqual([])
})

test('leaving the loop early ends the request', async () => {
  await using wire = await connect({ speed: 20 })
  for await (const event of wire.claude.reply(asking('Answer slowly'), never))
    if (event.type === 'text-delta') break
  await untilTrue(() => wire.server.requests()[0]?.outcome === 'left')
})

test('the API counts the tokens of the same request', async () => {
  await using wire = await connect()
  const request = asking('How long is this?', { effort: 'low', webSearch: true, showThinking: true })
  const counted = await wire.claude.countTokens(request, never)
  const { events } = await hear(wire.claude, request)
  expect(events.flatMap((event) => ('usage' in event ? [promptTokens(event.usage)] : []))[0]).toBe(counted)
})

test('the models come newest first with their limits and efforts', async () => {
  await using wire = await connect()
  const models = await wire.claude.models(never)
  expect(models[0]).toEqual({
    id: 'claude-fable-5-2',
    name: 'Claude Fable 5.2',
    contextTokens: 1_000_000,
    outputTokens: 128_000,
    efforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  })
  expect(models.find(({ id }) => id === 'claude-haiku-4-5')?.efforts).toEqual([])
})
