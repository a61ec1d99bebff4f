import { expect, test } from 'vitest'
import type { Answer, Saying } from '../../src/sandbox/claude/answer.ts'
import { asking, connect, hear } from './wire.ts'

const tides = { title: 'Tides', url: 'https://example.com/tides' }
const moon = { title: 'Moon', url: 'https://example.com/moon' }

const paused = (...say: readonly Saying[]): Answer => ({ type: 'reply', say, stopReason: 'pause_turn' })

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
