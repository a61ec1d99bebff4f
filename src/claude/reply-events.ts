import type { ClaudeRequest, GoOn } from '../conversation/claude.ts'
import { Failed } from '../conversation/failure.ts'
import type { ReplyEvent, StopReason } from '../conversation/reply-event.ts'
import { textTokens } from '../conversation/tokens.ts'
import { addUsage, noUsage, promptTokens, type Usage } from '../conversation/usage.ts'
import { createBlockTranslator } from './block-events.ts'
import { messageParams } from './params.ts'
import { collectContent } from './paused-content.ts'
import { promptEstimate } from './prompt-estimate.ts'
import type { RequestBudget } from './request-budget.ts'
import { type RequestOptions, requestStream } from './request-stream.ts'
import type { StreamEvent } from './stream-event.ts'
import { usageOf } from './usage-of.ts'

/** How the requests of a reply are sent, and how many there may be. */
export type ReplyOptions = RequestOptions & { readonly budget: RequestBudget; readonly goOn?: GoOn }

/** What one request of a reply has come to. */
type Progress = {
  readonly usage: Usage
  readonly stopReason: string | null
  /** Output tokens, estimated from what was written. */
  readonly written: number
  /** Whether the API has reported the output since the text began. */
  readonly isReported: boolean
}

const nothingYet: Progress = { usage: noUsage, stopReason: null, written: 0, isReported: false }

const advance = (progress: Progress, event: StreamEvent): Progress => {
  switch (event.type) {
    case 'message_start':
      return { ...progress, usage: usageOf(progress.usage, event.message.usage) }
    case 'content_block_delta': {
      const { text = '', thinking = '' } = event.delta
      return { ...progress, written: progress.written + textTokens(text) + textTokens(thinking) }
    }
    case 'message_delta':
      return {
        ...progress,
        usage: usageOf(progress.usage, event.usage),
        stopReason: event.delta.stop_reason ?? progress.stopReason,
        isReported: progress.isReported || typeof event.usage?.output_tokens === 'number',
      }
    default:
      return progress
  }
}

/** The usage at the end of a request; its output is estimated when the API has left it out. */
const finalUsage = ({ usage, written, isReported }: Progress): Usage =>
  isReported ? usage : { ...usage, output: Math.max(usage.output, written) }

/** A usage without input tokens is one that a gateway has left out: they are estimated, so that nothing seems to be free. */
const withPrompt = (usage: Usage, request: ClaudeRequest): Usage =>
  promptTokens(usage) > 0 ? usage : { ...usage, input: promptEstimate(request) }

/** The sum over the requests of a reply, which remembers what came before the last one. */
const total = (earlier: Usage | undefined, usage: Usage): Usage =>
  earlier === undefined ? usage : { ...addUsage(earlier, usage), earlier }

/**
 * How a reply ends whose pause the API does not take back: with what has come. It is not the question that was refused.
 * Undefined for any other failure.
 */
const stopReasonOfRefusedPause = (error: unknown): StopReason | undefined => {
  if (!(error instanceof Failed)) return undefined
  if (error.failure.kind === 'bad-request') return 'pause_turn'
  return error.failure.kind === 'too-large' ? 'model_context_window_exceeded' : undefined
}

/**
 * The events of one reply, over as many requests as it takes: what Claude wrote before a pause is given back as it is, while the
 * budget lasts and the API takes it; then the reply ends with `pause_turn`. Throws `Failed`, or the signal's reason.
 */
export async function* replyEvents(
  request: ClaudeRequest,
  options: ReplyOptions,
): AsyncGenerator<ReplyEvent, void> {
  options.signal.throwIfAborted()
  const translate = createBlockTranslator()
  const content = collectContent()
  let earlier: Usage | undefined
  let isEstimate = false
  let maxTokens: number | undefined = request.maxTokens
  while (true) {
    let progress = nothingYet
    const params = messageParams({ ...request, maxTokens }, content.blocks())
    try {
      for await (const event of requestStream(params, options)) {
        progress = advance(progress, event)
        content.take(event)
        const usage = total(earlier, withPrompt(progress.usage, request))
        if (event.type === 'message_start' && earlier === undefined) {
          const { id = '', model = request.model } = event.message
          yield { type: 'reply-start', id, model, usage }
        } else if (event.type === 'message_start' || event.type === 'message_delta')
          yield { type: 'usage', usage }
        else yield* translate(event)
      }
    } catch (error) {
      const refused = progress === nothingYet ? stopReasonOfRefusedPause(error) : undefined
      if (earlier === undefined || refused === undefined) throw error
      yield { type: 'reply-end', stopReason: refused, usage: earlier, ...(isEstimate && { isEstimate }) }
      return
    }
    isEstimate ||= !progress.isReported || promptTokens(progress.usage) === 0
    const last = withPrompt(finalUsage(progress), request)
    const usage = total(earlier, last)
    const stopReason = progress.stopReason ?? 'end_turn'
    if (stopReason !== 'pause_turn' || options.budget.left() === 0 || content.blocks().length === 0) {
      yield { type: 'reply-end', stopReason, usage, ...(isEstimate && { isEstimate }) }
      return
    }
    maxTokens = options.goOn ? await options.goOn(usage, promptTokens(last) + last.output) : request.maxTokens
    if (maxTokens === undefined) {
      yield { type: 'reply-end', stopReason: 'max_tokens', usage, ...(isEstimate && { isEstimate }) }
      return
    }
    earlier = usage
  }
}
