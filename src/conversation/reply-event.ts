import type { Usage } from './usage.ts'

/** Why Claude stopped writing, in Anthropic's words for `stop_reason`; one we do not know yet is passed on as it is. */
export type StopReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'refusal'
  | 'model_context_window_exceeded'
  | (string & {})

/** A web page that Claude cites, once per address. */
export type Source = { readonly title: string; readonly url: string }

/** What Claude reports while it writes one reply, in order. A failure is not an event: the stream throws `Failed`. */
export type ReplyEvent =
  | { readonly type: 'reply-start'; readonly id: string; readonly model: string; readonly usage: Usage }
  | { readonly type: 'thinking-start' }
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'thinking-end' }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'search-start' }
  | { readonly type: 'source'; readonly source: Source }
  /** The numbers so far, cumulative over the whole reply. */
  | { readonly type: 'usage'; readonly usage: Usage }
  | {
      readonly type: 'reply-end'
      readonly stopReason: StopReason
      readonly usage: Usage
      /** Whether the output tokens are an estimate, because Claude did not report them. */
      readonly isEstimate?: boolean
    }
