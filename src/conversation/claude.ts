import type { ReplyEvent } from './reply-event.ts'
import type { Usage } from './usage.ts'

/** How hard Claude thinks: `output_config.effort`. */
export type Effort = 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** A content block of a request. `data` is base64. */
export type Part =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mediaType: ImageType; readonly data: string }
  | { readonly type: 'pdf'; readonly name: string; readonly data: string }

export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp'

/** A message in the sense of the Messages API. */
export type ClaudeMessage = { readonly role: 'user' | 'assistant'; readonly parts: readonly Part[] }

/** A whole request to the Messages API. */
export type ClaudeRequest = {
  readonly model: string
  readonly effort?: Effort
  readonly maxTokens: number
  readonly system: string
  readonly messages: readonly ClaudeMessage[]
  /** A note on this moment. It ends the last message, behind every cache breakpoint. */
  readonly present?: string
  /** Whether Claude may search the web. Each search is billed. */
  readonly webSearch: boolean
  /** Whether summaries of its thinking are requested, to be shown. */
  readonly showThinking: boolean
  /** Stands for the asker: `metadata.user_id`, so that Anthropic can tell one who abuses the key from the others. */
  readonly userId?: string
}

/**
 * Asked before a reply that paused is gone on with, which is one more request. Gives the `max_tokens` of that; undefined ends
 * the reply as one that is cut. `used` is the usage of the reply so far, `nextInput` about the input tokens of the request.
 */
export type GoOn = (used: Usage, nextInput: number) => Promise<number | undefined>

/**
 * The port to Claude. `reply` yields events as they arrive. It throws `Failed`, also in mid-stream, and the signal's reason
 * when `signal` aborts. Leaving the loop early aborts the request.
 *
 * @example
 * for await (const event of claude.reply(request, signal)) if (event.type === 'text-delta') show(event.text)
 */
export type Claude = {
  readonly reply: (request: ClaudeRequest, signal: AbortSignal, goOn?: GoOn) => AsyncIterable<ReplyEvent>
  /** The input tokens of a request, as the API counts them (it calls that an estimate). */
  readonly countTokens: (request: ClaudeRequest, signal: AbortSignal) => Promise<number>
  /** The models that the key may use, newest first. */
  readonly models: (signal: AbortSignal) => Promise<readonly Model[]>
}

/** A model and its limits, from the models endpoint. */
export type Model = {
  readonly id: string
  readonly name: string
  readonly contextTokens: number
  readonly outputTokens: number
  readonly efforts: readonly Effort[]
}

/** The models that may be used, newest first: the last known list, or an empty one. Never waits for Claude. */
export type KnownModels = () => Promise<readonly Model[]>
