import type { Source, StopReason } from '../../conversation/reply-event.ts'
import type { Pace } from './pace.ts'
import type { Trace } from './trace.ts'

/** A part of a scripted reply. `pause` is silence in ms; a text with a `source` cites it. */
export type ReplyPiece =
  | { readonly type: 'thinking'; readonly text: string }
  | { readonly type: 'text'; readonly text: string; readonly source?: Source }
  | { readonly type: 'search'; readonly query: string; readonly results: readonly Source[] }
  | { readonly type: 'pause'; readonly ms: number }

/** How a stream fails, and after how many code points of text (0: right after `message_start`). */
export type StreamFault = {
  readonly after: number
  readonly how: 'overloaded_error' | 'api_error' | 'cut' | 'clean-end' | 'silence' | 'pings'
}

/** A scripted reply. Usage, events and timing are derived from it. */
export type Reply = {
  readonly type: 'reply'
  readonly say: readonly ReplyPiece[]
  /** Default `end_turn`; `max_tokens` where the request's limit cuts it. */
  readonly stopReason?: StopReason
  /** Default: the model's own. */
  readonly pace?: Partial<Pace>
  readonly break?: StreamFault
}

/** An error instead of a stream, as the API words it. */
export type ApiError = {
  readonly type: 'error'
  readonly status: number
  readonly error: {
    readonly type: string
    readonly message: string
    readonly details?: { readonly error_code: string }
  }
  readonly headers?: Readonly<Record<string, string>>
}

/** A raw response, such as a gateway sends: a web page, or an event stream in an odd form. */
export type RawResponse = {
  readonly type: 'raw'
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** What happens after the body. Default `close`. */
  readonly end?: 'close' | 'cut' | 'silence'
}

/** How the sandbox answers a request. `no-answer` never answers; `hang-up` closes the connection without an answer. */
export type Answer =
  | Reply
  | ApiError
  | RawResponse
  | { readonly type: 'trace'; readonly trace: Trace }
  | { readonly type: 'no-answer' }
  | { readonly type: 'hang-up' }

/** A plain reply. */
export const text = (words: string): Reply => ({ type: 'reply', say: [{ type: 'text', text: words }] })
