import type { Usage } from './usage.ts'

/** Anthropic's `stop_reason`. Unknown values are passed on. */
export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'refusal'
  | 'model_context_window_exceeded'
  | (string & {})

/** A web page that Claude cites. Each URL occurs once. */
export type Source = {
  readonly title: string
  readonly url: string
  /** Behind which UTF-16 code units of the reply's text it is cited, in ascending order. */
  readonly at?: readonly number[]
}

/** The events of one reply, in order. A failure is not an event: the stream throws `Failed`. */
export type ReplyEvent =
  | { readonly type: 'reply-start'; readonly id: string; readonly model: string; readonly usage: Usage }
  | { readonly type: 'thinking-start' }
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'thinking-end' }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'search-start' }
  | { readonly type: 'source'; readonly source: Source }
  /** The text that ends here was said after these sources. */
  | { readonly type: 'cited'; readonly urls: readonly string[] }
  /** Usage so far, cumulative over the whole reply. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | {
      readonly type: 'reply-end'
      readonly stopReason: StopReason
      readonly usage: Usage
      /** Whether the output tokens are an estimate, because Claude did not report them. */
      readonly isEstimate?: boolean
    }
