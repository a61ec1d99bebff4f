import { Failed, type Failure } from '../conversation/failure.ts'

const because = ({ detail }: Failure): string =>
  detail === undefined ? '' : ` (${detail.replace(/\s+/g, ' ').replace(/[.!?]+$/, '')})`

const seconds = (ms: number): string => `${Math.ceil(ms / 1_000)} s`

/** Describes a failure in one sentence, with what to do. */
export const failureSentence = (failure: Failure): string => {
  const why = because(failure)
  switch (failure.kind) {
    case 'rate-limited': {
      const wait = failure.retryAfter === undefined ? 'a minute' : seconds(failure.retryAfter)
      return `Claude limits the rate${why}: try again in ${wait}.`
    }
    case 'spend-limit':
      return `The account has reached a spending limit${why}: raise it in the Claude Console.`
    case 'busy':
      return `Claude is busy${why}: try again in a moment.`
    case 'unreachable':
      return `Claude cannot be reached${why}: check the connection and ANTHROPIC_BASE_URL.`
    case 'stalled':
      return `The reply stopped coming${why}: try again.`
    case 'broken':
      return `The reply broke off${why}: try again.`
    case 'key-refused':
      return `Claude refuses the key${why}: check ANTHROPIC_API_KEY.`
    case 'misconfigured':
      return `What answers is not Claude, or Claude is not offered here${why}: check ANTHROPIC_BASE_URL and the network.`
    case 'unknown-model':
      return `There is no such model for this key${why}.`
    case 'too-large':
      return `The conversation is too large${why}: begin a new one.`
    case 'bad-request':
      return `Claude does not take this request${why}.`
    case 'empty':
      return 'Claude said nothing: ask in other words.'
    case 'not-stored':
      return 'The database cannot be written, so nothing was asked: check the disk.'
    case 'over-allowance':
    case 'too-fast':
    case 'too-many-yours':
    case 'too-many-here':
      return 'Too many questions wait already: try again in a moment.'
    case 'question-deleted':
    case 'forgotten':
      return 'The question was deleted.'
    case 'stopped':
      return 'Stopped.'
    case 'shutdown':
    case 'postponed':
    case 'time-up':
    case 'interrupted':
      return 'Interrupted.'
    case 'screen-gone':
    case 'internal':
      return `Something went wrong here${why}.`
  }
}

/** Describes any error in one line. */
export const errorSentence = (error: unknown): string => {
  if (error instanceof Failed) return failureSentence(error.failure)
  const strings = error instanceof Error ? error.message : String(error)
  return strings
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/([^.!?…])$/, '$1.')
}
