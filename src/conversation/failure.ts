/**
 * Our words for why a reply has no good end. Adapters translate what the SDK or Discord threw into one of these;
 * nobody else sees their errors. `detail` may be shown to people: it never holds a key, a token or a prompt.
 */
export type Failure = {
  readonly kind: FailureKind
  /** What the other side said, in a few words; shown where it helps. */
  readonly detail?: string
  /** Milliseconds after which the other side asked us to try again. */
  readonly retryAfter?: number
  /** Anthropic's `request-id`, for their support. */
  readonly requestId?: string
}

export type FailureKind =
  /** Somebody pressed Stop. */
  | 'stopped'
  /** The bot is shutting down. */
  | 'shutdown'
  /** The process died while the reply was written; found at the next start. */
  | 'interrupted'
  /** 429 from Claude. */
  | 'rate-limited'
  /** A spending limit of the account is reached: waiting does not help. */
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
  /** 400: something in the question cannot be sent; `detail` says what. */
  | 'bad-request'
  /** A reply ended well but without any text. */
  | 'empty'
  /** The database could not be written: nothing was asked. */
  | 'not-stored'
  /** One person has too many questions waiting. */
  | 'too-many-yours'
  /** Too many questions wait in this place. */
  | 'too-many-here'
  /** The message, channel or permission to show the reply is gone. */
  | 'screen-gone'
  /** The interaction by whose token alone the message can be changed is about to end. */
  | 'time-up'
  /** A fault of our own. */
  | 'internal'

/** The one error that ports throw for an expected failure. */
export class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.detail ? `${failure.kind}: ${failure.detail}` : failure.kind, options)
    this.name = 'Failed'
    this.failure = failure
  }
}
