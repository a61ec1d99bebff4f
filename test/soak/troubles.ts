import { type Answer, type StreamFault, text } from '../../src/sandbox/claude/answer.ts'
import {
  badRequest,
  forbidden,
  keyRefused,
  overloaded,
  ownLimit,
  rateLimited,
  serverError,
  spendLimit,
  tooLarge,
  unknownModel,
} from '../../src/sandbox/claude/errors.ts'
import { seededRandom } from '../../src/sandbox/claude/seeded-random.ts'
import type { FaultEffect } from '../../src/sandbox/discord/faults.ts'

/** One of them, by a number from 0 to below 1. */
export const oneOf = <T>(which: number, items: readonly [T, ...T[]]): T =>
  items[Math.floor(which * items.length)] ?? items[0]

const say = (question: number, length: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `answer ${question}: ${'word '.repeat(Math.ceil(length * 600))}` }],
  pace: { tokensPerSecond: 60 },
})

const breaking = (how: StreamFault['how'], after: number): Answer => ({
  ...text('word '.repeat(80)),
  break: { after, how },
})

/** What Claude answers when it is asked this question for the `nth` time; one reply in four has something wrong with it. */
export const answerTo = (seed: number, question: number, nth: number): Answer => {
  const random = seededRandom(seed * 1_000_003 + question * 101 + nth)
  if (random() < 0.75) return say(question, random())
  return oneOf<() => Answer>(random(), [
    overloaded,
    serverError,
    () => badRequest('image exceeds 5 MB'),
    () => rateLimited(2),
    () => rateLimited(60),
    () => rateLimited(),
    spendLimit,
    ownLimit,
    keyRefused,
    forbidden,
    tooLarge,
    () => badRequest('prompt is too long: 9 > 8'),
    () => unknownModel('claude-nothing'),
    () => ({ type: 'hang-up' }),
    () => ({ type: 'no-answer' }),
    () => ({ type: 'reply', say: [] }),
    () => ({ type: 'reply', say: [], stopReason: 'refusal' }),
    () => ({ ...text('word '.repeat(40)), stopReason: 'refusal' }),
    () => ({ type: 'reply', say: [{ type: 'thinking', text: 'Hmm. ' }], stopReason: 'max_tokens' }),
    () => ({ ...text('word '.repeat(80)), stopReason: 'max_tokens' }),
    () => ({ ...text('word '.repeat(80)), stopReason: 'model_context_window_exceeded' }),
    () => breaking('cut', 200),
    () => breaking('silence', 200),
    () => breaking('overloaded_error', 200),
    () => breaking('api_error', 0),
    () => breaking('clean-end', 0),
    () => breaking('clean-end', 200),
    () => breaking('cut', 0),
    () => breaking('silence', 0),
  ])()
}

/** What goes wrong with a request to Discord. */
export const troubleOf = (which: number): FaultEffect =>
  oneOf<FaultEffect>(which, [
    { type: 'status', status: 500, moment: 'before' },
    { type: 'status', status: 502, moment: 'after' },
    { type: 'status', status: 503, moment: 'after' },
    { type: 'rate-limit', scope: 'user', retryAfterMs: 1_500 },
    { type: 'rate-limit', scope: 'shared', retryAfterMs: 3_000 },
    { type: 'rate-limit', scope: 'shared', retryAfterMs: 8_000, code: 30_046 },
    { type: 'rate-limit', scope: 'global', retryAfterMs: 1_000 },
    { type: 'drop', moment: 'before' },
    { type: 'drop', moment: 'after' },
    { type: 'silence', moment: 'before' },
    { type: 'silence', moment: 'after' },
    { type: 'latency', ms: 900 },
  ])
