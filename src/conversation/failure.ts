import type { OverAllowance } from './allowance.ts'

/**
 * Why a reply failed. Adapters translate the errors of the SDK and of discord.js into this; no other code sees those.
 * People may see `detail`: it never contains a key, a token or a prompt.
 */
export type Failure = {
  readonly kind: FailureKind
  /** The other side's message, in a few words. */
  readonly detail?: string
  /** Milliseconds after which the other side asks us to retry. */
  readonly retryAfter?: number
  /** Of an allowance that is used up. */
  readonly over?: OverAllowance
  /** Anthropic's `request-id`, which their support asks for. */
  readonly requestId?: string
}

export type FailureKind =
  /** Somebody pressed Stop. */
  | 'stopped'
  /** The question's message was deleted. */
  | 'question-deleted'
  /** What the asker said is being forgotten. Nothing of the reply's text is kept. */
  | 'forgotten'
  /** The bot is shutting down. */
  | 'shutdown'
  /** The bot is shutting down while the question waits. It is answered after the next start. */
  | 'postponed'
  /** The process died during the reply. Found at the next start. */
  | 'interrupted'
  /** 429 from Claude. */
  | 'rate-limited'
  /** The account's spending limit is reached: waiting does not help. */
  | 'spend-limit'
  /** 5xx or 529 before or in the stream. */
  | 'busy'
  /** No connection to Claude, or no answer in time. */
  | 'unreachable'
  /** The stream went silent: no bytes, not even pings, for longer than allowed. */
  | 'stalled'
  /** The stream was cut, or ended without `message_stop`. */
  | 'broken'
  /** 401 or 403: the operator's key or its permissions. */
  | 'key-refused'
  /**
   * Something answers that is not Claude, or Claude does not answer here: a wrong base URL, a proxy's web page, a country that
   * Claude is not offered in. `detail` says what came back.
   */
  | 'misconfigured'
  /** 404: no such model for this key. */
  | 'unknown-model'
  /** 413, or more than the model's window holds. */
  | 'too-large'
  /** 400: the API refuses something in the request; `detail` says what. */
  | 'bad-request'
  /** The reply ended without an error and without any text. */
  | 'empty'
  /** The database could not be written; Claude was not asked. */
  | 'not-stored'
  /** The person has too many questions in the queue. */
  | 'too-many-yours'
  /** The place has too many questions in the queue. */
  | 'too-many-here'
  /** An allowance is used up; Claude was not asked. */
  | 'over-allowance'
  /** The person has asked too often within a minute. */
  | 'too-fast'
  /** The message, the channel or the permission to show the reply is gone. */
  | 'screen-gone'
  /** The interaction token is about to expire, and the message can only be edited with it. */
  | 'time-up'
  /** A fault of our own. */
  | 'internal'

/** Failures of questions that Claude was never asked because their asker may not ask now: nobody else need read of them. */
const declined: ReadonlySet<FailureKind> = new Set(['over-allowance', 'too-fast'])

/** Whether a question was declined for reasons that concern its asker alone. */
export const isDeclined = ({ kind }: Failure): boolean => declined.has(kind)

/** The error that ports throw for an expected failure. */
export class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail ? `${failure.kind}: ${failure.detail}` : failure.kind, options)
    this.name = 'Failed'
    this.failure = failure
  }
}
