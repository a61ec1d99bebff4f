import type Anthropic from '@anthropic-ai/sdk'
import type { Source, StopReason } from '../../reply/reply-event.ts'
import type { Reply, Saying } from './answer.ts'
import { deltas } from './deltas.ts'
import type { Pace } from './pace.ts'
import { resultBlock, searchBlock } from './search-blocks.ts'
import { Broken, type Timeline, timeline } from './timeline.ts'
import { tokensIn } from './tokens.ts'
import type { Trace } from './trace.ts'

/** What of a request shapes the stream that answers it. */
export type Frame = {
  readonly id: string
  readonly model: string
  readonly maxTokens: number
  readonly thinking: 'off' | 'omitted' | 'summarized'
  readonly pace: Pace
  readonly random: () => number
  /** The usage of `message_start`. */
  readonly usage: Anthropic.Usage
}

type Block = Anthropic.ContentBlockStartEvent['content_block']
type Delta = Anthropic.ContentBlockDeltaEvent['delta']

/** Thrown within when `max_tokens` is used up. */
class OutOfTokens extends Error {}

/** Writes the content blocks of one message and counts what they use. */
const writer = (line: Timeline, { pace, random, maxTokens, thinking }: Frame) => {
  const used = { output: 1, thinking: 0, searches: 0 }
  let index = -1
  const open = (block: Block): void => {
    index += 1
    line.send({
      type: 'content_block_start',
      index,
      content_block: block,
    } satisfies Anthropic.ContentBlockStartEvent)
    if (index === 0) line.send({ type: 'ping' })
  }
  const delta = (change: Delta): void =>
    line.send({
      type: 'content_block_delta',
      index,
      delta: change,
    } satisfies Anthropic.ContentBlockDeltaEvent)
  const close = (): void =>
    line.send({ type: 'content_block_stop', index } satisfies Anthropic.ContentBlockStopEvent)
  const spend = (piece: string): void => {
    const tokens = Math.max(1, tokensIn(piece))
    if (used.output + tokens > maxTokens) {
      close()
      throw new OutOfTokens()
    }
    used.output += tokens
    line.wait((tokens / pace.tokensPerSecond) * 1_000 * (0.5 + random()))
  }
  const think = (text: string): void => {
    if (thinking === 'off') return
    open({ type: 'thinking', thinking: '', signature: '' })
    for (const piece of deltas(text, pace.deltaLength, random)) {
      spend(piece)
      used.thinking += Math.max(1, tokensIn(piece))
      if (thinking === 'summarized') delta({ type: 'thinking_delta', thinking: piece })
    }
    delta({ type: 'signature_delta', signature: 'sandbox-signature' })
    close()
  }
  const write = (text: string, source: Source | undefined): void => {
    open({ type: 'text', text: '', citations: source === undefined ? null : [] })
    for (const piece of deltas(text, pace.deltaLength, random)) {
      spend(piece)
      delta({ type: 'text_delta', text: piece })
      line.wrote([...piece].length)
    }
    if (source !== undefined)
      delta({
        type: 'citations_delta',
        citation: {
          type: 'web_search_result_location',
          cited_text: text.slice(0, 150),
          encrypted_index: 'sandbox-index',
          title: source.title,
          url: source.url,
        },
      })
    close()
  }
  const search = (query: string, results: readonly Source[]): void => {
    used.searches += 1
    const id = `srvtoolu_sandbox_${used.searches}`
    open(searchBlock(id))
    delta({ type: 'input_json_delta', partial_json: '' })
    delta({ type: 'input_json_delta', partial_json: JSON.stringify({ query }) })
    close()
    line.wait(1_500)
    open(resultBlock(id, results))
    close()
  }
  const say = (saying: Saying): void => {
    switch (saying.type) {
      case 'thinking':
        think(saying.text)
        break
      case 'text':
        write(saying.text, saying.source)
        break
      case 'search':
        search(saying.query, saying.results)
        break
      case 'pause':
        line.wait(saying.ms)
        break
    }
  }
  return { used, say }
}

const sayAll = (sayings: readonly Saying[], say: (saying: Saying) => void): StopReason | null => {
  try {
    sayings.forEach(say)
    return null
  } catch (error) {
    if (error instanceof OutOfTokens) return 'max_tokens'
    throw error
  }
}

const messageStart = ({ id, model, usage }: Frame) => ({
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

const messageDelta = (
  frame: Frame,
  stopReason: StopReason,
  used: { readonly output: number; readonly thinking: number; readonly searches: number },
) => ({
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

/** The exact stream of events for a reply: every block's start, deltas and stop, pings, usage, and the end it has. */
export const compose = (reply: Reply, frame: Frame): Trace => {
  const line = timeline(reply.break)
  const { used, say } = writer(line, frame)
  try {
    line.wait(frame.pace.firstMs * (0.8 + 0.4 * frame.random()))
    line.send(messageStart(frame))
    line.wrote(0)
    const cut = sayAll(reply.say, say)
    line.wrote(reply.break === undefined ? 0 : Number.POSITIVE_INFINITY)
    line.send(messageDelta(frame, cut ?? reply.stopReason ?? 'end_turn', used))
    line.send({ type: 'message_stop' })
  } catch (error) {
    if (!(error instanceof Broken)) throw error
  }
  return line.trace()
}
