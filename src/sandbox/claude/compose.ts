import type Anthropic from '@anthropic-ai/sdk'
import type { StopReason } from '../../conversation/reply-event.ts'
import type { Reply, ReplyPiece } from './answer.ts'
import { blockWriter, OutOfTokens, type Used } from './block-writer.ts'
import type { ReplyContext } from './reply-context.ts'
import { StreamBroken, timeline } from './timeline.ts'
import type { Trace } from './trace.ts'

const sayAll = (sayings: readonly ReplyPiece[], say: (saying: ReplyPiece) => void): StopReason | null => {
  try {
    sayings.forEach(say)
    return null
  } catch (error) {
    if (error instanceof OutOfTokens) return 'max_tokens'
    throw error
  }
}

const messageStart = ({ id, model, usage }: ReplyContext) => ({
  type: 'message_start',
  message: {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content: [],
    container: null,
    diagnostics: null,
    stop_reason: null,
    stop_sequence: null,
    stop_details: null,
    usage,
  } satisfies Anthropic.Message,
})

const messageDelta = (frame: ReplyContext, stopReason: StopReason, used: Used) => ({
  type: 'message_delta',
  delta: {
    stop_reason: stopReason,
    stop_sequence: null,
    stop_details:
      stopReason === 'refusal' ? { type: 'refusal', category: 'general_harms', explanation: null } : null,
    container: null,
  },
  usage: {
    input_tokens: frame.usage.input_tokens,
    cache_creation_input_tokens: frame.usage.cache_creation_input_tokens,
    cache_read_input_tokens: frame.usage.cache_read_input_tokens,
    output_tokens: used.output,
    output_tokens_details: { thinking_tokens: used.thinking },
    server_tool_use:
      used.searches === 0 ? null : { web_search_requests: used.searches, web_fetch_requests: 0 },
  } satisfies Anthropic.MessageDeltaUsage,
})

/** Composes the whole event stream of a reply: blocks with start, deltas and stop, pings, usage, and its end. */
export const compose = (reply: Reply, frame: ReplyContext): Trace => {
  const line = timeline(reply.break)
  const { say, used } = blockWriter(line, frame)
  try {
    line.wait(frame.pace.firstMs * (0.8 + 0.4 * frame.random()))
    line.send(messageStart(frame))
    line.wrote(0)
    const cut = sayAll(reply.say, say)
    line.wrote(reply.break === undefined ? 0 : Number.POSITIVE_INFINITY)
    line.send(messageDelta(frame, cut ?? reply.stopReason ?? 'end_turn', used()))
    line.send({ type: 'message_stop' })
  } catch (error) {
    if (!(error instanceof StreamBroken)) throw error
  }
  return line.trace()
}
