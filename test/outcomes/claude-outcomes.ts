import type { FailureKind } from '../../src/conversation/failure.ts'
import { english } from '../../src/i18n/languages.ts'
import type { Answer, ReplyPiece, StreamFault } from '../../src/sandbox/claude/answer.ts'
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
import { inTwo, well } from './in-two.ts'
import type { Outcome } from './outcome.ts'

const { controls, failure, stopReason } = english

/** What the failure says above its button. */
const above = (kind: FailureKind, button: 'retry' | 'continue'): string =>
  failure[kind]({ button: controls[button] })

/** What the log says of a reply that failed and that only the operator can mend, or that passes. */
const forTheOperator = (kind: FailureKind) => [`error: a reply failed (${kind})`]
const passing = (kind: FailureKind) => [`warn: a reply failed (${kind})`]

/** Some words that are seen, and then trouble. */
const breaking = (how: StreamFault['how']): Answer => ({
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
const unbegun = (how: StreamFault['how']): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: 'word '.repeat(20) }],
  break: { how, after: 0 },
})

/** Where no text has come, it can be asked again; a text that was cut off can be gone on with. */
const again = ['retry'] as const
const goOn = ['regenerate', 'continue'] as const
const anew = ['regenerate'] as const

const ended = (stop: string, ...say: readonly ReplyPiece[]): Answer => ({
  type: 'reply',
  say,
  stopReason: stop,
})
const word = { type: 'text', text: 'A word.' } as const

/** An answer other than a stream; not worth another try. */
const refused = (what: string, answer: () => Answer, logs: readonly string[], sees: string): Outcome => ({
  ...{ what, answer, sees, logs },
  ...{ offers: again, kept: 'question', requests: 'one', billed: 0 },
})

/** About the question itself: later requests leave it out, so that the next question is answered. */
const leftOut = (...row: Parameters<typeof refused>): Outcome => ({
  ...refused(...row),
  kept: 'that a question is left out',
})

const patiently = (what: string, answer: () => Answer, kind: FailureKind): Outcome => ({
  ...refused(what, answer, ['info: Claude is asked again', ...passing(kind)], above(kind, 'retry')),
  ...{ requests: 'several', speed: 60 },
})

const broken = (what: string, how: StreamFault['how'], kind: FailureKind, speed = 2): readonly Outcome[] => [
  {
    ...{ what: `${what}, before any text`, answer: () => unbegun(how), speed },
    ...{ sees: above(kind, 'retry'), logs: passing(kind), offers: again },
    ...{ kept: 'question', requests: 'one', billed: 1 },
  },
  {
    ...{ what: `${what}, after text was visible`, answer: () => breaking(how), speed },
    ...{ sees: above(kind, 'continue'), logs: passing(kind), offers: goOn },
    ...{ kept: 'question and text so far', requests: 'one', billed: 1 },
  },
]

/** What can go wrong with Claude. */
export const claudeOutcomes: readonly Outcome[] = [
  leftOut(
    '400 of the question',
    () => badRequest('image exceeds 5 MB'),
    passing('bad-request'),
    'image exceeds 5 MB',
  ),
  refused(
    '400 of a prompt too long',
    () => badRequest('prompt is too long: 9 > 8'),
    passing('too-large'),
    failure['too-large']({}),
  ),
  refused(
    '400 of a limit that the account set itself',
    ownLimit,
    forTheOperator('spend-limit'),
    failure['spend-limit']({}),
  ),
  refused('401 of the key', keyRefused, forTheOperator('key-refused'), failure['key-refused']({})),
  refused('403 of the key', forbidden, forTheOperator('key-refused'), failure['key-refused']({})),
  refused(
    '404 of the model',
    () => unknownModel('claude-nothing'),
    forTheOperator('unknown-model'),
    'Claude doesn’t know this model.',
  ),
  refused('413 of the request', tooLarge, passing('too-large'), failure['too-large']({})),
  refused('429 of a spending limit', spendLimit, forTheOperator('spend-limit'), failure['spend-limit']({})),
  refused(
    '429 that asks for more time than we have',
    () => rateLimited(90),
    passing('rate-limited'),
    '**Try again** in 90 seconds.',
  ),
  patiently('429 without a time', () => rateLimited(), 'rate-limited'),
  patiently('500 again and again', serverError, 'busy'),
  patiently('529 again and again', overloaded, 'busy'),
  patiently('the connection is refused unanswered', () => ({ type: 'hang-up' }), 'unreachable'),
  {
    what: '529 once',
    answer: (nth) => (nth === 0 ? overloaded() : text('Fine.')),
    ...{ sees: 'Fine.', speed: 5, logs: ['info: Claude is asked again'], offers: anew },
    ...{ kept: 'question and reply', requests: 'two', billed: 1 },
  },
  {
    what: '429 that asks for a second',
    answer: (nth) => (nth === 0 ? rateLimited(1) : text('Fine.')),
    ...{ sees: 'Fine.', speed: 5, logs: ['info: Claude is asked again'], offers: anew },
    ...{ kept: 'question and reply', requests: 'two', billed: 1 },
  },
  {
    what: 'no answer for a minute',
    answer: () => ({ type: 'no-answer' }),
    ...{
      sees: above('unreachable', 'retry'),
      speed: 100,
      logs: passing('unreachable'),
      offers: again,
      kept: 'question',
      requests: 'one',
      billed: 0,
    },
  },
  ...broken('an error in the stream', 'overloaded_error', 'busy'),
  ...broken('an internal error in the stream', 'api_error', 'busy'),
  ...broken('a cut in the stream', 'cut', 'broken'),
  ...broken('a clean end of the stream too early', 'clean-end', 'broken'),
  ...broken('a minute without a byte in the stream', 'silence', 'stalled', 60),
  {
    what: 'three minutes of nothing but pings in the stream',
    answer: () => inTwo(180_000),
    ...{ ...well, speed: 60, logs: [] },
  },
  {
    what: 'a refusal before any text',
    answer: () => ended('refusal'),
    ...{
      offers: again,
      sees: stopReason.refusal(false),
      logs: [],
      kept: 'question',
      requests: 'one',
      billed: 1,
    },
  },
  {
    what: 'a refusal after some text',
    answer: () => ended('refusal', word),
    ...{
      offers: anew,
      sees: stopReason.refusal(true),
      logs: [],
      kept: 'question',
      requests: 'one',
      billed: 1,
    },
  },
  {
    what: 'an empty reply',
    answer: () => ended('end_turn'),
    ...{
      offers: again,
      sees: failure.empty({}),
      logs: passing('empty'),
      kept: 'question',
      requests: 'one',
      billed: 1,
    },
  },
  {
    what: 'only thinking, up to the token limit',
    answer: () => ended('max_tokens', { type: 'thinking', text: 'Hmm. '.repeat(20) }),
    ...{
      offers: again,
      sees: stopReason.onlyThinking,
      logs: [],
      kept: 'question',
      requests: 'one',
      billed: 1,
    },
  },
  {
    what: 'a reply as long as MAX_TOKENS allows',
    answer: () => ended('max_tokens', word),
    ...{
      sees: stopReason.max_tokens(controls.continue),
      logs: [],
      offers: goOn,
      kept: 'question and text so far',
      requests: 'one',
      billed: 1,
    },
  },
  {
    what: 'a pause that cannot be gone on from',
    answer: () => ended('pause_turn', word),
    ...{ sees: stopReason.pause_turn(controls.continue), logs: [], offers: goOn },
    ...{ kept: 'question and text so far', requests: 'two', billed: 1 },
  },
  {
    what: 'the context is full',
    answer: () => ended('model_context_window_exceeded', word),
    ...{ sees: stopReason.model_context_window_exceeded, logs: [], offers: anew },
    ...{ kept: 'question and text so far', requests: 'one', billed: 1 },
  },
]
