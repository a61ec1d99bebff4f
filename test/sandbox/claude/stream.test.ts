import { expect, test } from 'vitest'
import { body, eventsOf, headers, post, start } from './call.ts'

test('a reply with thinking, a search and cited text is the sequence of events that the API promises', async () => {
  await using claude = await start()
  claude.next({
    type: 'reply',
    say: [
      { type: 'thinking', text: 'Hm.' },
      { type: 'search', query: 'q', results: [{ title: 'T', url: 'https://example.com' }] },
      { type: 'text', text: 'Yes.', source: { title: 'T', url: 'https://example.com' } },
    ],
  })
  const response = await post(claude, body({ thinking: { type: 'adaptive', display: 'summarized' } }))
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
  const events = await eventsOf(response)
  const told = events.map(({ type, content_block, delta }) =>
    [type, Object(content_block).type, Object(delta).type].filter(Boolean).join(' '),
  )
  expect(told).toEqual([
    'message_start',
    'content_block_start thinking',
    'ping',
    'content_block_delta thinking_delta',
    'content_block_delta signature_delta',
    'content_block_stop',
    'content_block_start server_tool_use',
    'content_block_delta input_json_delta',
    'content_block_delta input_json_delta',
    'content_block_stop',
    'content_block_start web_search_tool_result',
    'content_block_stop',
    'content_block_start text',
    'content_block_delta text_delta',
    'content_block_delta citations_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
  const indexes = events.flatMap(({ type, index }) => (type === 'content_block_start' ? [index] : []))
  expect(indexes).toEqual([0, 1, 2, 3])
})

test('without stream the same reply comes as one message', async () => {
  await using claude = await start()
  claude.next({ type: 'reply', say: [{ type: 'text', text: 'All at once.' }] })
  const response = await post(claude, body({ stream: false }))
  expect(await response.json()).toMatchObject({
    type: 'message',
    role: 'assistant',
    content: [{ type: 'text', text: 'All at once.' }],
    stop_reason: 'end_turn',
    usage: { output_tokens: 6 },
  })
})

test('max_tokens cuts a reply, thinking counted', async () => {
  await using claude = await start()
  const say = [
    { type: 'thinking', text: 'x'.repeat(60) },
    { type: 'text', text: 'y'.repeat(6_000) },
  ] as const
  claude.next({ type: 'reply', say }, { type: 'reply', say })
  for (const [limit, hasText] of [
    [100, true],
    [10, false],
  ] as const) {
    const events = await eventsOf(await post(claude, body({ max_tokens: limit })))
    const end = Object(events.at(-2))
    expect(end.delta.stop_reason).toBe('max_tokens')
    expect(end.usage.output_tokens).toBeLessThanOrEqual(limit)
    expect(events.some(({ delta }) => Object(delta).type === 'text_delta')).toBe(hasText)
    expect(events.at(-3)?.type).toBe('content_block_stop')
  }
})

test('every answer has a request id, and one of a model has the rate limits', async () => {
  await using claude = await start()
  const response = await post(claude, body())
  const names = [...response.headers.keys()]
  expect(names).toContain('request-id')
  expect(response.headers.get('anthropic-ratelimit-requests-limit')).toBe('1000')
  expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('999')
  expect(response.headers.get('anthropic-ratelimit-input-tokens-remaining')).toMatch(/000$/)
  expect(response.headers.get('anthropic-ratelimit-output-tokens-reset')).toMatch(/^\d{4}-.*\dZ$/)
})

test('beyond a limit the answer is 429 with the seconds to wait, and after them it passes', async () => {
  await using claude = await start({ limits: { requests: 2, inputTokens: 10_000, outputTokens: 10_000 } })
  await post(claude, body())
  await post(claude, body())
  const refused = await post(claude, body())
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBe(30)
  expect(await refused.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } })
})

test('the models are listed a page at a time, and one by one', async () => {
  await using claude = await start()
  const get = async (path: string): Promise<Record<string, unknown>> =>
    Object(await (await fetch(`${claude.url}${path}`, { headers })).json())
  const first = await get('/v1/models?limit=2')
  expect(first).toMatchObject({ has_more: true, last_id: 'claude-haiku-5-5' })
  expect(await get('/v1/models?limit=2&after_id=claude-haiku-5-5')).toMatchObject({
    data: [{ id: 'claude-sonnet-5-5' }, { id: 'claude-fable-5-1' }],
  })
  expect(await get('/v1/models/claude-opus-5-5')).toMatchObject({
    type: 'model',
    max_input_tokens: 1_000_000,
    max_tokens: 128_000,
    capabilities: { thinking: { types: { disabled: { supported: false } } } },
  })
  expect(await get('/v1/models/claude-none')).toMatchObject({ error: { type: 'not_found_error' } })
  expect(await get('/v2/nothing')).toMatchObject({ error: { type: 'not_found_error' } })
})

test('a watcher hears of the request, of each event with what is written by then, and of the end', async () => {
  await using claude = await start()
  const heard: string[] = []
  claude.watch((happening) => {
    const what = happening.type === 'event' ? happening.event.type : happening.type
    heard.push(`${what} ${happening.request.written}`)
  })
  claude.next({ type: 'reply', say: [{ type: 'text', text: 'Hi 👋🏽' }] })
  await eventsOf(await post(claude, body()))
  while (heard.at(-1) !== 'end 5') await new Promise((resolve) => setImmediate(resolve))
  expect(heard).toEqual([
    'request 0',
    'message_start 0',
    'content_block_start 0',
    'ping 0',
    'content_block_delta 5',
    'content_block_stop 5',
    'message_delta 5',
    'message_stop 5',
    'end 5',
  ])
  expect(JSON.stringify(claude.requests())).not.toContain('sk-ant')
})
