import { expect, test } from 'vitest'
import { Failed } from '../../src/conversation/failure.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import * as errors from '../../src/sandbox/claude/errors.ts'
import { createFakeClock } from '../world/fake-clock.ts'
import { asking, connect, hear, passUntil, untilTrue } from './wire.ts'

test('a busy Claude is tried again with the same request, ever more slowly, and one reply comes of it', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock })
  wire.server.next(errors.overloaded(), errors.serverError(), { type: 'hang-up' }, text('Here I am.'))
  const heard = await passUntil(clock, 100, hear(wire.claude, asking('Hi')))
  expect(heard.text).toBe('Here I am.')
  expect(heard.events.filter(({ type }) => type === 'reply-start')).toHaveLength(1)
  expect(wire.retries).toEqual([
    { attempt: 0, status: 529, waitMs: 1_000 },
    { attempt: 1, status: 500, waitMs: 2_000 },
    { attempt: 2, status: null, waitMs: 4_000 },
  ])
  const bodies = wire.server.requests().map(({ body }) => JSON.stringify(body))
  expect(new Set(bodies).size).toBe(1)
})

test('retry-after is waited for when patience allows it', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock })
  wire.server.next(errors.rateLimited(7), text('Now.'))
  const heard = await passUntil(clock, 500, hear(wire.claude, asking('Hi')))
  expect(heard.text).toBe('Now.')
  expect(wire.retries).toEqual([{ attempt: 0, status: 429, waitMs: 7_000 }])
})

test('a retry-after beyond all patience is told at once', async () => {
  await using wire = await connect()
  wire.server.next(errors.rateLimited(3_600))
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure).toMatchObject({ kind: 'rate-limited', retryAfter: 3_600_000 })
  expect(wire.retries).toEqual([])
})

test('a Claude that stays busy is given up within the patience', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, answer: errors.overloaded })
  const { failure } = await passUntil(clock, 500, hear(wire.claude, asking('Hi')))
  expect(failure?.kind).toBe('busy')
  expect(wire.retries.reduce((sum, { waitMs }) => sum + waitMs, 0)).toBeLessThanOrEqual(20_000)
  expect(wire.server.requests()).toHaveLength(5)
})

test.each([
  errors.spendLimit(),
  errors.badRequest('no'),
  errors.keyRefused(),
  { ...errors.overloaded(), headers: { 'x-should-retry': 'false' } },
])('what no wait can mend is not tried again ($status)', async (error) => {
  await using wire = await connect()
  wire.server.next(error)
  expect((await hear(wire.claude, asking('Hi'))).failure).toBeDefined()
  expect(wire.server.requests()).toHaveLength(1)
})

test('an abort ends the wait for another try', async () => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, answer: errors.overloaded })
  const abort = new AbortController()
  const heard = hear(wire.claude, asking('Hi'), abort.signal)
  await untilTrue(() => wire.retries.length === 1)
  abort.abort(new Failed({ kind: 'stopped' }))
  expect((await heard).failure).toEqual({ kind: 'stopped' })
  expect(clock.timers()).toBe(0)
})

const busyWith = (headers: Readonly<Record<string, string>>) => () => ({ ...errors.overloaded(), headers })
const soon = { date: 'Sat, 28 Nov 2026 12:00:00 GMT', 'retry-after': 'Sat, 28 Nov 2026 12:00:03 GMT' }

test.each<readonly [string, Readonly<Record<string, string>>, readonly number[]]>([
  ['0', { 'retry-after': '0' }, [1_000, 2_000, 4_000, 8_000]],
  ['-1', { 'retry-after': '-1' }, [1_000, 2_000, 4_000, 8_000]],
  ['0 ms', { 'retry-after-ms': '0' }, [1_000, 2_000, 4_000, 8_000]],
  ['nothing', { 'retry-after': '' }, [1_000, 2_000, 4_000, 8_000]],
  ['a date in three seconds', soon, [3_000, 3_000, 4_000, 8_000]],
  ['a date without a date to compare it with', { ...soon, date: '' }, [1_000, 2_000, 4_000, 8_000]],
  ['0, and x-should-retry', { 'retry-after': '0', 'x-should-retry': 'true' }, [1_000, 2_000, 4_000, 8_000]],
])('a retry-after of %s never means more than five requests', async (_, headers, waits) => {
  const clock = createFakeClock()
  await using wire = await connect({ clock, answer: busyWith(headers) })
  const { failure } = await passUntil(clock, 500, hear(wire.claude, asking('Hi')))
  expect(failure?.kind).toBe('busy')
  expect(wire.retries.map(({ waitMs }) => waitMs)).toEqual(waits)
})

test('a retry-after of a year is told at once, and says no number that nobody waits for', async () => {
  await using wire = await connect({ answer: busyWith({ 'retry-after': '31536000' }) })
  const { failure } = await hear(wire.claude, asking('Hi'))
  expect(failure).toMatchObject({ kind: 'busy' })
  expect(failure).not.toHaveProperty('retryAfter')
  expect(wire.server.requests()).toHaveLength(1)
})

test.each([0, 1])(
  'retries and continuations share six requests, whichever is the last (%d)',
  async (first) => {
    const clock = createFakeClock()
    const paused = {
      type: 'reply',
      say: [{ type: 'search', query: 'again', results: [] }],
      stopReason: 'pause_turn',
    } as const
    let asked = 0
    await using wire = await connect({
      clock,
      answer: () => {
        asked += 1
        return asked % 2 === first ? errors.overloaded() : paused
      },
    })
    const request = asking('Hi', { webSearch: true })
    const { events, failure } = await passUntil(clock, 500, hear(wire.claude, request))
    if (first === 0) expect(failure?.kind).toBe('busy')
    else expect(events.at(-1)).toMatchObject({ type: 'reply-end', stopReason: 'pause_turn' })
    expect(wire.server.requests()).toHaveLength(6)
  },
)

test('counting tokens and listing models are not tried again: both have a fallback', async () => {
  await using wire = await connect({ models: errors.overloaded() })
  const never = new AbortController().signal
  await expect(wire.claude.models(never)).rejects.toThrow('busy')
  expect(wire.server.requests()).toHaveLength(1)
})
