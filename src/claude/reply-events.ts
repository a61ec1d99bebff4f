import type Anthropic from '@anthropic-ai/sdk'
import type { ClaudeRequest } from '../conversation/claude.ts'
import { Failed } from '../conversation/failure.ts'
import type { ReplyEvent } from '../conversation/reply-event.ts'
import { addUsage, noUsage, type Usage } from '../conversation/usage.ts'
import { failedOf } from './failures.ts'
import { messageParams } from './params.ts'
import { streamEvents } from './stream-events.ts'
import { translator } from './translate.ts'
import { usageOf } from './usage-of.ts'

/** How often a reply that paused to search is continued; then it ends with `pause_turn`. */
const maxContinuations = 5

/** What one request of a reply has come to. */
type Part = {
  readonly usage: Usage
  readonly stopReason: string | null
  /** Whether `message_stop` came: without it the stream was cut, however clean its end looked. */
  readonly stopped: boolean
}

const begun: Part = { usage: noUsage, stopReason: null, stopped: false }

const advance = (part: Part, event: Anthropic.MessageStreamEvent): Part => {
  switch (event.type) {
    case 'message_start':
      return { ...part, usage: usageOf(noUsage, event.message.usage) }
    case 'message_delta':
      return {
        ...part,
        usage: usageOf(part.usage, event.usage),
        stopReason: event.delta.stop_reason ?? part.stopReason,
      }
    case 'message_stop':
      return { ...part, stopped: true }
    default:
      return part
  }
}

/** The events of one reply, whatever number of requests it takes. Throws `Failed`, or the signal's reason. */
export async function* replyEvents(
  client: Anthropic,
  request: ClaudeRequest,
  signal: AbortSignal,
): AsyncGenerator<ReplyEvent, void> {
  signal.throwIfAborted()
  const translate = translator()
  const paused: Anthropic.ContentBlock[] = []
  let spent = noUsage
  for (let continuation = 0; ; continuation += 1) {
    const stream = client.messages.stream(messageParams(request, paused), { signal })
    let part = begun
    try {
      for await (const event of streamEvents(stream)) {
        part = advance(part, event)
        const usage = addUsage(spent, part.usage)
        if (event.type === 'message_start') {
          const { id, model } = event.message
          yield continuation === 0 ? { type: 'reply-start', id, model, usage } : { type: 'usage', usage }
        } else if (event.type === 'message_delta') yield { type: 'usage', usage }
        else if ('index' in event) yield* translate(event)
      }
      if (!part.stopped) throw new Failed({ kind: 'broken', detail: 'the stream ended before the reply did' })
      spent = addUsage(spent, part.usage)
      if (part.stopReason === 'pause_turn' && continuation < maxContinuations) {
        paused.push(...(await stream.finalMessage()).content)
        continue
      }
    } catch (error) {
      throw failedOf(error, signal, stream.request_id)
    }
    yield { type: 'reply-end', stopReason: part.stopReason ?? 'end_turn', usage: spent }
    return
  }
}
