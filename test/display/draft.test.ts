import { describe, expect, test } from 'vitest'
import { Failed } from '../../src/conversation/failure.ts'
import type { ReplyEvent } from '../../src/conversation/reply-event.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { advance, asked, type Draft, drafts } from '../../src/display/draft.ts'

const usage = { ...noUsage, input: 10, output: 5 }

async function* stream(events: readonly ReplyEvent[], error?: unknown): AsyncIterable<ReplyEvent> {
  yield* events
  if (error) throw error
}

const all = async (
  events: AsyncIterable<ReplyEvent>,
  signal = new AbortController().signal,
  faults: unknown[] = [],
): Promise<Draft[]> =>
  Array.fromAsync(
    drafts(
      asked('claude', 0),
      events,
      signal,
      () => 7,
      (fault) => faults.push(fault),
    ),
  )

const text = (strings: string): ReplyEvent => ({ type: 'text-delta', text: strings })
const end: ReplyEvent = { type: 'reply-end', stopReason: 'end_turn', usage }

describe('a draft', () => {
  test('grows by the text and ends with the last usage', async () => {
    const last = (await all(stream([text('He'), text('llo'), end]))).at(-1)
    expect(last).toMatchObject({ type: 'ended', stopReason: 'end_turn', written: { text: 'Hello', usage } })
  })

  test('keeps the moment of its first text', () => {
    const first = advance(asked('claude', 0), text('a'), 100)
    expect(advance(first, text('b'), 200)).toMatchObject({ written: { firstTextAt: 100 } })
  })

  test('keeps the text when the stream fails', async () => {
    const last = (await all(stream([text('half')], new Failed({ kind: 'busy' })))).at(-1)
    expect(last).toMatchObject({ type: 'failed', failure: { kind: 'busy' }, written: { text: 'half' } })
  })

  test('is broken when the events stop without an end', async () => {
    expect((await all(stream([text('half')]))).at(-1)).toMatchObject({ failure: { kind: 'broken' } })
  })

  test('ends for the reason of the abort, whatever the stream throws', async () => {
    const abort = new AbortController()
    abort.abort(new Failed({ kind: 'stopped' }))
    const last = (await all(stream([], new Error('socket closed')), abort.signal)).at(-1)
    expect(last).toMatchObject({ failure: { kind: 'stopped' } })
  })

  test('tells of an error that nobody expected', async () => {
    const faults: unknown[] = []
    const last = (await all(stream([], new TypeError('oops')), undefined, faults)).at(-1)
    expect(last).toMatchObject({ failure: { kind: 'internal' } })
    expect(faults).toHaveLength(1)
  })

  test('fails as empty when Claude ends its turn without text', async () => {
    expect((await all(stream([text(' \n'), end]))).at(-1)).toMatchObject({ failure: { kind: 'empty' } })
  })

  test('names each source once', () => {
    const source: ReplyEvent = { type: 'source', source: { title: 'A', url: 'https://a.example' } }
    const twice = advance(advance(asked('claude', 0), source, 1), source, 2)
    expect(twice).toMatchObject({ written: { sources: [{ title: 'A' }] } })
  })

  test('does not change once it is final', async () => {
    const [last] = (await all(stream([text('done'), end]))).slice(-1)
    expect(last && advance(last, text('more'), 9)).toBe(last)
  })
})
