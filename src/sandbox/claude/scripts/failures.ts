import type { Answer, ApiError, StreamFault } from '../answer.ts'
import { overloaded, rateLimited, spendLimit } from '../errors.ts'
import { paragraphs } from './endless.ts'
import type { Script } from './script.ts'

const broken = (how: StreamFault['how'], after: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: paragraphs(2_500) }],
  break: { how, after },
})

const breaks = (
  name: string,
  shows: string,
  example: string,
  when: RegExp,
  how: StreamFault['how'],
): Script => ({
  name,
  shows,
  example,
  when,
  answer: () => broken(how, 700),
})

const refuses = (
  name: string,
  shows: string,
  example: string,
  when: RegExp,
  error: () => ApiError,
): Script => ({
  name,
  shows,
  example,
  when,
  answer: error,
})

/** Everything that can go wrong with a reply. */
export const failures: readonly Script[] = [
  breaks('error', 'an error in mid-stream', 'Fail in mid-stream', /mid-?stream/i, 'overloaded_error'),
  breaks('cut', 'the connection is cut in mid-stream', 'Cut the connection', /cut the connection/i, 'cut'),
  breaks('vanish', 'a clean end without message_stop', 'Vanish without a word', /vanish/i, 'clean-end'),
  breaks('stall', 'silence in mid-stream, without pings', 'Stall for ever', /\bstall/i, 'silence'),
  breaks('pings', 'nothing but pings in mid-stream', 'Give me only pings', /only pings/i, 'pings'),
  refuses('overloaded', '529 before the stream', 'Be overloaded', /overloaded/i, overloaded),
  refuses('rate limit', '429 with a retry-after of 30 s', 'Hit the rate limit', /rate limit/i, () =>
    rateLimited(30),
  ),
  refuses('spend limit', '429 of a spending limit', 'Hit the spend limit', /spend limit/i, spendLimit),
  {
    name: 'refusal',
    shows: 'Claude declines after a few words',
    example: 'Refuse this',
    when: /^refuse|\brefuse this/i,
    answer: () => ({
      type: 'reply',
      say: [{ type: 'text', text: 'I can tell you that the first step is' }],
      stopReason: 'refusal',
    }),
  },
  {
    name: 'decline',
    shows: 'Claude declines before any text',
    example: 'Decline at once',
    when: /^decline|\bdecline at once/i,
    answer: () => ({ type: 'reply', say: [], stopReason: 'refusal' }),
  },
  {
    name: 'empty',
    shows: 'a reply without anything in it',
    example: 'Say nothing',
    when: /say nothing/i,
    answer: () => ({ type: 'reply', say: [] }),
  },
  {
    name: 'only thinking',
    shows: 'thinking that uses up all tokens, and no text',
    example: 'Only think',
    when: /only think/i,
    answer: () => ({
      type: 'reply',
      say: [{ type: 'thinking', text: paragraphs(1_500) }],
      stopReason: 'max_tokens',
      pace: { tokensPerSecond: 200 },
    }),
  },
  {
    name: 'token limit',
    shows: 'a reply cut at the token limit',
    example: 'Reach the token limit',
    when: /token limit/i,
    answer: () => ({
      type: 'reply',
      say: [{ type: 'text', text: paragraphs(1_200).slice(0, 1_150) }],
      stopReason: 'max_tokens',
    }),
  },
  {
    name: 'context full',
    shows: 'a reply that fills the context window',
    example: 'Fill the context',
    when: /fill the context|context (is )?full/i,
    answer: () => ({
      type: 'reply',
      say: [{ type: 'text', text: paragraphs(600).slice(0, 550) }],
      stopReason: 'model_context_window_exceeded',
    }),
  },
]
