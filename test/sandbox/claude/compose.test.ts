import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reply, ReplyPiece, StreamFault } from '../../../src/sandbox/claude/answer.ts'
import { compose } from '../../../src/sandbox/claude/compose.ts'
import type { ReplyContext } from '../../../src/sandbox/claude/reply-context.ts'
import { seededRandom } from '../../../src/sandbox/claude/seeded-random.ts'
import type { Trace } from '../../../src/sandbox/claude/trace.ts'

const frame = (seed: number, maxTokens = 1_000_000): ReplyContext => ({
  id: 'msg',
  model: 'claude-sonnet-5-5',
  maxTokens,
  thinking: 'summarized',
  pace: { firstMs: 500, tokensPerSecond: 50, deltaLength: 12 },
  random: seededRandom(seed),
  usage: {
    input_tokens: 1,
    output_tokens: 1,
    cache_creation: null,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: null,
    speed: null,
    inference_geo: null,
  },
})

const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
const saying: fc.Arbitrary<ReplyPiece> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: words }),
  fc.record({ type: fc.constant('thinking' as const), text: words }),
  fc.record({ type: fc.constant('search' as const), query: words, results: fc.constant([]) }),
  fc.record({ type: fc.constant('pause' as const), ms: fc.nat(60_000) }),
)
const reply: fc.Arbitrary<Reply> = fc.record({
  type: fc.constant('reply' as const),
  say: fc.array(saying, { maxLength: 6 }),
})

const textOf = ({ events }: Trace): string =>
  events.map(({ event }) => Object(Object(event).delta).text ?? '').join('')

test('what is said arrives whole, in time order, and never more than fifteen seconds are silent', () => {
  fc.assert(
    fc.property(reply, fc.nat(), (said, seed) => {
      const trace = compose(said, frame(seed))
      expect(textOf(trace)).toBe(said.say.map((part) => (part.type === 'text' ? part.text : '')).join(''))
      const times = trace.events.map(({ t_ms }) => t_ms)
      expect(times).toEqual(times.toSorted((a, b) => a - b))
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
      expect(Math.max(0, ...gaps)).toBeLessThanOrEqual(15_001)
      expect(trace.events.at(-1)?.event.type).toBe('message_stop')
    }),
  )
})

test('no delta cuts a surrogate pair', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.nat(), (text, seed) => {
      const { events } = compose({ type: 'reply', say: [{ type: 'text', text }] }, frame(seed))
      for (const { event } of events) expect(JSON.stringify(event)).not.toMatch(/\\ud[89a-f]/i)
    }),
  )
})

test('the tokens of a reply never pass max_tokens', () => {
  fc.assert(
    fc.property(reply, fc.integer({ min: 1, max: 50 }), fc.nat(), (said, limit, seed) => {
      const end = compose(said, frame(seed, limit)).events.at(-2)?.event
      expect(Object(end).usage.output_tokens).toBeLessThanOrEqual(limit)
    }),
  )
})

const how = fc.constantFrom<StreamFault['how']>(
  'overloaded_error',
  'api_error',
  'cut',
  'clean-end',
  'silence',
  'pings',
)

test('a break comes where it is wanted, however it is wanted, and nothing follows it', () => {
  fc.assert(
    fc.property(how, fc.nat(500), fc.nat(), (kind, after, seed) => {
      const text = 'x'.repeat(300)
      const trace = compose(
        { type: 'reply', say: [{ type: 'text', text }], break: { how: kind, after } },
        frame(seed),
      )
      expect(textOf(trace).length).toBeGreaterThanOrEqual(Math.min(after, 300))
      expect(textOf(trace).length).toBeLessThanOrEqual(Math.min(after + 12, 300))
      expect(trace.events.some(({ event }) => event.type === 'message_stop')).toBe(false)
      const isError = kind.endsWith('_error')
      expect(trace.events.at(-1)?.event.type === 'error').toBe(isError)
      expect(trace.end.end).toBe(isError || kind === 'clean-end' ? 'close' : kind)
    }),
  )
})

test('the same seed gives the same stream', () => {
  const said: Reply = { type: 'reply', say: [{ type: 'text', text: 'Again and again. '.repeat(20) }] }
  expect(compose(said, frame(7))).toEqual(compose(said, frame(7)))
  expect(compose(said, frame(7))).not.toEqual(compose(said, frame(8)))
})
