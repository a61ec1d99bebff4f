import type Anthropic from '@anthropic-ai/sdk'
import { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'
import type { Trace } from './trace.ts'

/**
 * The message that a trace's events add up to, as a request without `stream` gets it; null when the trace breaks off.
 * It is added up by the SDK, so it is what a client would make of the same stream.
 */
export const wholeMessage = async ({ events, end }: Trace): Promise<Anthropic.Message | null> => {
  if (end.end !== 'close' || events.at(-1)?.event.type !== 'message_stop') return null
  const lines = events
    .filter(({ event }) => event.type !== 'ping')
    .map(({ event }) => `${JSON.stringify(event)}\n`)
  const { body } = new Response(lines.join(''))
  return body === null ? null : await MessageStream.fromReadableStream(body).finalMessage()
}
