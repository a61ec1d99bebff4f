import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { connectClaude } from '../../src/claude/connect-claude.ts'
import { systemClock } from '../../src/clock.ts'
import type { FailureKind } from '../../src/conversation/failure.ts'
import type { ApiError, StreamFault } from '../../src/sandbox/claude/answer.ts'
import * as errors from '../../src/sandbox/claude/errors.ts'
import { createFakeClock } from '../world/fake-clock.ts'
import { asking, connect, hear, passUntil } from './wire.ts'

const before: readonly (readonly [string, FailureKind, ApiError])[] = [
  [
    'a request that cannot be sent',
    'bad-request',
    errors.badRequest('messages.0: image exceeds 10 MB maximum'),
  ],
  ['a prompt beyond the window', 'too-large', errors.badRequest('prompt is too long: 9 tokens > 8 maximum')],
  [
    'prompt and reply beyond the window',
    'too-large',
    errors.badRequest('input length and `max_tokens` exceed context limit: 3 > 2'),
  ],
  ['the limit that the account has set itself', 'spend-limit', errors.ownLimit()],
  ['an empty balance', 'spend-limit', errors.badRequest('Your credit balance is too low to access the API.')],
  ['a refused key', 'key-refused', errors.keyRefused()],
  ['a missing permission', 'key-refused', errors.forbidden()],
  ['an unknown model', 'unknown-model', errors.unknownModel('claude-none')],
  ['a request of more than 32 MB', 'too-large', errors.tooLarge()],
  ['a rate limit', 'rate-limited', errors.rateLimited()],
  ['a spending limit', 'spend-limit', errors.spendLimit()],
  ['an error of the server', 'busy', errors.serverError()],
  ['an overloaded server', 'busy', errors.overloaded()],
]

test.each(before)('%s before the stream is %s', async (_, kind, error) => {
  await using wire = await connect({ answer: () => error, patienceMs: 0 })
  const { failure, events } = await hear(wire.claude, asking('Hi'))
  expect(failure).toMatchObject({
    kind,
    detail: error.error.message,
    requestId: expect.stringMatching(/^req_/),
  })
  expect(events).toEqual([])
  expect(wire.server.requests()).toHaveLength(1)
})

const during: readonly (readonly [StreamFault['how'], FailureKind])[] = [
  ['overloaded_error', 'busy'],
  ['api_error', 'busy'],
  ['cut', 'broken'],
  ['clean-end', 'broken'],
]

test.each(during)(
  '%s in mid-stream is %s, keeps the text so far and is not tried again',
  async (how, kind) => {
    await using wire = await connect()
    for (const after of [0, 500]) {
      const strings = 'x'.repeat(1_000)
      wire.server.next({ type: 'reply', say: [{ type: 'text', text: strings }], break: { how, after } })
      const { failure, text } = await hear(wire.claude, asking('Hi'))
      expect(failure).toMatchObject({ kind, requestId: expect.stringMatching(/^req_/) })
      expect(text.length).toBeGreaterThanOrEqual(after)
      expect(text.length).toBeLessThan(after + 30)
    }
    expect(wire.server.requests()).toHaveLength(2)
  },
)

test('a stream that never says message_stop is broken, even after its last usage', async () => {
  await using wire = await connect()
  wire.server.next({
    type: 'reply',
    say: [{ type: 'text', text: 'All of it.' }],
    break: { how: 'clean-end', after: Number.POSITIVE_INFINITY },
  })
  const { failure, text } = await hear(wire.claude, asking('Hi'))
  expect(failure?.kind).toBe('broken')
  expect(text).toBe('All of it.')
})

test('a stream without any events, and one of garbage, are broken', async () => {
  await using wire = await connect()
  wire.server.next({ type: 'trace', trace: { events: [], end: { t_ms: 0, end: 'close' } } })
  expect((await hear(wire.claude, asking('Hi'))).failure?.kind).toBe('broken')
  const garbage = createServer((socket) =>
    socket.end('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nevent: message_start\ndata: {"secret\n\n'),
  )
  await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve))
  const address = garbage.address()
  const port = typeof address === 'object' ? address?.port : 0
  const claude = connectClaude({ apiKey: 'k', baseURL: `http://127.0.0.1:${port}`, clock: systemClock })
  const { failure } = await hear(claude, asking('Hi'))
  garbage.close()
  expect(failure).toEqual({ kind: 'broken' })
})

test('a stream without bytes for a minute is stalled', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock })
  wire.server.next({
    type: 'reply',
    say: [{ type: 'text', text: 'Well' }],
    break: { how: 'silence', after: 4 },
  })
  const { failure, text } = await passUntil(clock, 1_000, hear(wire.claude, asking('Hi')))
  expect(failure).toMatchObject({ kind: 'stalled', detail: 'silent for 60 s' })
  expect(text).toBe('Well')
  expect(clock.elapsed()).toBeGreaterThanOrEqual(60_000)
  expect(clock.timers()).toBe(0)
})

test('pings are life: ten minutes of them are no stall', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, speed: 1 })
  wire.server.next({
    type: 'reply',
    say: [
      { type: 'pause', ms: 600_000 },
      { type: 'text', text: 'At last.' },
    ],
  })
  const { failure, text } = await passUntil(clock, 1_000, hear(wire.claude, asking('Hi')))
  expect(failure).toBeUndefined()
  expect(text).toBe('At last.')
})

test('no answer at all is unreachable after a minute, and is not asked for twice', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, patienceMs: 1_000_000 })
  wire.server.next({ type: 'no-answer' })
  const { failure } = await passUntil(clock, 1_000, hear(wire.claude, asking('Hi')))
  expect(failure).toEqual({ kind: 'unreachable', detail: 'no answer for 60 s' })
  expect(wire.server.requests()).toHaveLength(1)
})

test('a port on which nobody listens is unreachable', async () => {
  const claude = connectClaude({
    apiKey: 'k',
    baseURL: 'http://127.0.0.1:1',
    clock: systemClock,
    patienceMs: 0,
  })
  expect((await hear(claude, asking('Hi'))).failure).toEqual({ kind: 'unreachable' })
})

test('a failure tells neither key nor prompt', async () => {
  await using wire = await connect({ apiKey: 'sk-ant-api03-verysecret' })
  const prompt = 'my deepest secret, which I told to nobody but you, is this one'
  wire.server.next(errors.badRequest(`sk-ant-api03-verysecret said\n"${prompt}" is not valid`))
  const heard = await hear(wire.claude, asking(prompt))
  expect(heard.failure?.detail).toBe('[key] said "…" is not valid')
})
