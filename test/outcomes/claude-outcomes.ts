import type { Answer, Break, Saying } from '../../src/sandbox/claude/answer.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
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
import { english } from '../../src/words/english.ts'
import type { Outcome } from './outcome.ts'

const { failure, stopReason } = english

/** Some words that are seen, and then trouble. */
const breaking = (how: Break['how']): Answer => ({
  type: 'reply',
  say: [
    { type: 'text', text: 'word '.repeat(20) },
    { type: 'pause', ms: 1_500 },
    { type: 'text', text: 'more '.repeat(20) },
  ],
  pace: { tokensPerSecond: 500 },
  break: { how, after: 120 },
})

/** Trouble before the first word. */
const unbegun = (how: Break['how']): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: 'word '.repeat(20) }],
  break: { how, after: 0 },
})

const ended = (stop: string, ...say: readonly Saying[]): Answer => ({ type: 'reply', say, stopReason: stop })
const word = { type: 'text', text: 'A word.' } as const

/** An answer other than a stream; not worth another try. */
const refused = (what: string, answer: () => Answer, sees: string): Outcome => ({
  ...{ what, answer, sees },
  ...{ kept: 'question', requests: 'one', billed: 0 },
})

const patiently = (what: string, answer: () => Answer, sees: string): Outcome => ({
  ...refused(what, answer, sees),
  ...{ requests: 'several', speed: 60 },
})

const broken = (what: string, how: Break['how'], sees: string, speed = 2): readonly Outcome[] => [
  {
    ...{ what: `${what}, before any text`, answer: () => unbegun(how), sees, speed },
    ...{ kept: 'question', requests: 'one', billed: 1 },
  },
  {
    ...{ what: `${what}, after text was visible`, answer: () => breaking(how), sees, speed },
    ...{ kept: 'question and text so far', requests: 'one', billed: 1 },
  },
]

/** What can go wrong with Claude. */
export const claudeOutcomes: readonly Outcome[] = [
  refused('400 of the question', () => badRequest('image exceeds 5 MB'), 'image exceeds 5 MB'),
  refused(
    '400 of a prompt too long',
    () => badRequest('prompt is too long: 9 > 8'),
    failure['too-large']('', 0),
  ),
  refused('400 of a limit that the account set itself', ownLimit, failure['spend-limit']('', 0)),
  refused('401 of the key', keyRefused, failure['key-refused']('', 0)),
  refused('403 of the key', forbidden, failure['key-refused']('', 0)),
  refused('404 of the model', () => unknownModel('claude-nothing'), 'Claude does not know this model.'),
  refused('413 of the request', tooLarge, failure['too-large']('', 0)),
  refused('429 of a spending limit', spendLimit, failure['spend-limit']('', 0)),
  refused('429 that asks for more time than we have', () => rateLimited(90), 'Try again in 90 s.'),
  patiently('429 without a time', () => rateLimited(), failure['rate-limited']('', undefined)),
  patiently('500 again and again', serverError, failure.busy('', 0)),
  patiently('529 again and again', overloaded, failure.busy('', 0)),
  patiently('the connection is refused unanswered', () => ({ type: 'hang-up' }), failure.unreachable('', 0)),
  {
    what: '529 once',
    answer: (nth) => (nth === 0 ? overloaded() : text('Fine.')),
    ...{ sees: 'Fine.', speed: 5, kept: 'question and reply', requests: 'several', billed: 1 },
  },
  {
    what: '429 that asks for a second',
    answer: (nth) => (nth === 0 ? rateLimited(1) : text('Fine.')),
    ...{ sees: 'Fine.', speed: 5, kept: 'question and reply', requests: 'several', billed: 1 },
  },
  {
    what: 'no answer for a minute',
    answer: () => ({ type: 'no-answer' }),
    ...{ sees: failure.unreachable('', 0), speed: 100, kept: 'question', requests: 'one', billed: 0 },
  },
  ...broken('an error in the stream', 'overloaded_error', failure.busy('', 0)),
  ...broken('an internal error in the stream', 'api_error', failure.busy('', 0)),
  ...broken('a cut in the stream', 'cut', failure.broken('', 0)),
  ...broken('a clean end of the stream too early', 'clean-end', failure.broken('', 0)),
  ...broken('a minute without a byte in the stream', 'silence', failure.stalled('', 0), 60),
  {
    what: 'a refusal before any text',
    answer: () => ended('refusal'),
    ...{ sees: stopReason.refusal, kept: 'question', requests: 'one', billed: 1 },
  },
  {
    what: 'a refusal after some text',
    answer: () => ended('refusal', word),
    ...{ sees: stopReason.refusal, kept: 'question', requests: 'one', billed: 1 },
  },
  {
    what: 'an empty reply',
    answer: () => ended('end_turn'),
    ...{ sees: failure.empty('', 0), kept: 'question', requests: 'one', billed: 1 },
  },
  {
    what: 'only thinking, up to the token limit',
    answer: () => ended('max_tokens', { type: 'thinking', text: 'Hmm. '.repeat(20) }),
    ...{ sees: stopReason.max_tokens, kept: 'question', requests: 'one', billed: 1 },
  },
  {
    what: 'a reply as long as MAX_TOKENS allows',
    answer: () => ended('max_tokens', word),
    ...{ sees: stopReason.max_tokens, kept: 'question and text so far', requests: 'one', billed: 1 },
  },
  {
    what: 'the context is full',
    answer: () => ended('model_context_window_exceeded', word),
    sees: stopReason.model_context_window_exceeded,
    ...{ kept: 'question and text so far', requests: 'one', billed: 1 },
  },
]
