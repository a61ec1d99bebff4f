import Anthropic from '@anthropic-ai/sdk'
import { Stream } from '@anthropic-ai/sdk/core/streaming'
import { failedOf } from '../claude/failures.ts'
import type { Clock } from '../clock.ts'
import type { TimedEvent, TraceEnd } from '../sandbox/claude/trace.ts'
import type { ClaudeSource } from './choose-claude.ts'

const beatOf = (data: string, ms: number): TimedEvent => {
  try {
    const { type, ...rest }: Record<string, unknown> = JSON.parse(data)
    return { t_ms: ms, event: { type: String(type), ...rest } }
  } catch {
    return { t_ms: ms, event: { type: 'unreadable', ...{ data } } }
  }
}

/**
 * Every event of a request as it arrives, pings and errors too, which the SDK keeps to itself; at last how the
 * connection ended. Times are whole milliseconds since the request was sent. Throws `Failed` if it is refused.
 */
export async function* listen(
  claude: ClaudeSource,
  params: Omit<Anthropic.MessageCreateParamsStreaming, 'stream'>,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<TimedEvent | TraceEnd, void> {
  const { apiKey, baseURL } = claude
  const client = new Anthropic({ apiKey, baseURL, maxRetries: 0, logLevel: 'off' })
  const begun = clock.elapsed()
  const passed = (): number => Math.round(clock.elapsed() - begun)
  const response = await client.messages
    .create({ ...params, stream: true }, { signal })
    .asResponse()
    .catch((error: unknown) => {
      throw failedOf(error, signal)
    })
  try {
    for await (const { data } of Stream.rawEvents(response)) yield beatOf(data, passed())
    yield { t_ms: passed(), end: 'close' }
  } catch {
    signal.throwIfAborted()
    yield { t_ms: passed(), end: 'cut' }
  }
}
