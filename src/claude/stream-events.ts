import type Anthropic from '@anthropic-ai/sdk'
import type { MessageStream } from '@anthropic-ai/sdk/lib/MessageStream'

/**
 * The events of a stream, none lost, and its error or abort thrown where it happened. (The SDK's own iterator drops an
 * error that comes while nobody waits.) Leaving the loop early aborts the request.
 */
export async function* streamEvents(
  stream: MessageStream<unknown>,
): AsyncGenerator<Anthropic.MessageStreamEvent, void> {
  const queue: Anthropic.MessageStreamEvent[] = []
  let over: { readonly error?: unknown } | undefined
  let wake = (): void => {}
  const end = (how: { readonly error?: unknown }): void => {
    over ??= how
    wake()
  }
  stream.on('streamEvent', (event) => {
    // The SDK goes on writing into the message of this event; whoever reads it later must see it as it came.
    queue.push(event.type === 'message_start' ? structuredClone(event) : event)
    wake()
  })
  stream.on('error', (error) => end({ error }))
  stream.on('abort', (error) => end({ error }))
  stream.on('end', () => end({}))
  try {
    while (true) {
      yield* queue.splice(0)
      if (queue.length > 0) continue
      if (over !== undefined) {
        if ('error' in over) throw over.error
        return
      }
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  } finally {
    stream.abort()
  }
}
