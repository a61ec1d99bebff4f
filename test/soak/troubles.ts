import { type Answer, text } from '../../src/sandbox/claude/answer.ts'
import { badRequest, overloaded, rateLimited, serverError } from '../../src/sandbox/claude/errors.ts'
import { seeded } from '../../src/sandbox/claude/random.ts'
import type { Trouble } from '../../src/sandbox/discord/faults.ts'

/** One of them, by a number from 0 to below 1. */
export const oneOf = <T>(which: number, items: readonly [T, ...T[]]): T =>
  items[Math.floor(which * items.length)] ?? items[0]

const say = (question: number, length: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `answer ${question}: ${'word '.repeat(Math.ceil(length * 600))}` }],
  pace: { tokensPerSecond: 60 },
})

const breaking = (how: 'cut' | 'silence' | 'overloaded_error' | 'clean-end', after: number): Answer => ({
  ...text('word '.repeat(80)),
  break: { after, how },
})

/** What Claude answers when it is asked this question for the `nth` time; one reply in four has something wrong with it. */
export const answerTo = (seed: number, question: number, nth: number): Answer => {
  const random = seeded(seed * 1_000_003 + question * 101 + nth)
  if (random() < 0.75) return say(question, random())
  return oneOf<() => Answer>(random(), [
    overloaded,
    serverError,
    () => badRequest('image exceeds 5 MB'),
    () => rateLimited(2),
    () => rateLimited(60),
    () => ({ type: 'hang-up' }),
    () => ({ type: 'no-answer' }),
    () => ({ type: 'reply', say: [] }),
    () => ({ type: 'reply', say: [], stopReason: 'refusal' }),
    () => ({ ...text('word '.repeat(80)), stopReason: 'max_tokens' }),
    () => breaking('cut', 200),
    () => breaking('silence', 200),
    () => breaking('overloaded_error', 200),
    () => breaking('clean-end', 0),
  ])()
}

/** What goes wrong with a request to Discord. */
export const troubleOf = (which: number): Trouble =>
  oneOf<Trouble>(which, [
    { type: 'status', status: 500, moment: 'before' },
    { type: 'status', status: 503, moment: 'after' },
    { type: 'drop', moment: 'before' },
    { type: 'drop', moment: 'after' },
    { type: 'silence', moment: 'before' },
    { type: 'silence', moment: 'after' },
    { type: 'latency', ms: 900 },
  ])
