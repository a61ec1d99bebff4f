import type { ReplyEvent } from './reply-event.ts'

/** How hard Claude thinks: `output_config.effort`. */
export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** A piece of what is said to Claude. `data` is base64. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mediaType: ImageType; readonly data: string }
  | { readonly type: 'pdf'; readonly name: string; readonly data: string }

export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'

/** One message of the conversation as the Messages API takes it. */
export type ClaudeMessage = { readonly role: 'user' | 'assistant'; readonly parts: readonly Part[] }

/** One question to Claude, whole. */
export type ClaudeRequest = {
  readonly model: string
  readonly effort?: Effort
  readonly maxTokens: number
  readonly system: string
  readonly messages: readonly ClaudeMessage[]
  /** Whether Claude may search the web (billed per search). */
  readonly webSearch: boolean
  /** Whether summaries of its thinking are asked for, to be shown. */
  readonly showThinking: boolean
}

/**
 * Claude, as the rest of the program knows it. Events come as they arrive. Throws `Failed` (also in mid-stream), and
 * when `signal` aborts; leaving the loop early aborts the request, so that nothing goes on that is not read.
 */
export type Claude = {
  readonly reply: (request: ClaudeRequest, signal: AbortSignal) => AsyncIterable<ReplyEvent>
  /** How many input tokens the request would use, as the API counts them (an estimate by its own words). */
  readonly countTokens: (request: ClaudeRequest, signal: AbortSignal) => Promise<number>
  /** The models that this key may use, newest first. */
  readonly models: (signal: AbortSignal) => Promise<readonly Model[]>
}

/** A model with its limits, from the models endpoint. */
export type Model = {
  readonly id: string
  readonly name: string
  readonly contextTokens: number
  readonly outputTokens: number
  readonly efforts: readonly Effort[]
}

/** The models that may be used, newest first; those known last, or none, while Claude does not tell. */
export type KnownModels = () => Promise<readonly Model[]>
