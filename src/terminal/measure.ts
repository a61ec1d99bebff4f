import Anthropic from '@anthropic-ai/sdk'
import { failedOf } from '../claude/failures.ts'
import type { Clock } from '../clock.ts'
import type { ClaudeSource } from './choose-claude.ts'
import { listen } from './listen.ts'

/** A question to measure with and without streaming. */
export type Trial = { readonly model: string; readonly maxTokens: number; readonly prompt: string }

/** The measurement of one request: time to the first text, time to the end, output tokens. Times in ms. */
export type Measured = { readonly firstMs: number; readonly wholeMs: number; readonly tokens: number }

/**
 * The largest `max_tokens` for which the SDK sends a request without streaming: a longer one could take over ten
 * minutes.
 */
export const mostWithoutStreaming = 21_333

const params = ({ model, maxTokens, prompt }: Trial) => ({
  model,
  max_tokens: maxTokens,
  messages: [{ role: 'user' as const, content: prompt }],
})

/** Opens the connection, so that the first run does not include it. A bad key fails here. */
export const warmUp = async ({ apiKey, baseURL }: ClaudeSource, signal: AbortSignal): Promise<void> => {
  const client = new Anthropic({ apiKey, baseURL, maxRetries: 0, logLevel: 'off' })
  try {
    await client.models.list({ limit: 1 }, { signal })
  } catch (error) {
    throw failedOf(error, signal)
  }
}

/** Measures a request with streaming. Without any text, the first text counts as arriving at the end. */
export const measureStream = async (
  claude: ClaudeSource,
  trial: Trial,
  clock: Clock,
  signal: AbortSignal,
): Promise<Measured> => {
  let firstMs: number | undefined
  let wholeMs = 0
  let tokens = 0
  for await (const entry of listen(claude, params(trial), clock, signal)) {
    wholeMs = entry.t_ms
    if (!('event' in entry)) continue
    const { delta, usage, error } = Object(entry.event)
    if (error !== undefined) throw new Error(`The stream broke off: ${error.type}: ${error.message}`)
    if (delta?.type === 'text_delta') firstMs ??= entry.t_ms
    if (usage !== undefined) tokens = usage.output_tokens
  }
  return { firstMs: firstMs ?? wholeMs, wholeMs, tokens }
}

/** Measures a request without streaming: all text arrives at the end. */
export const measureWhole = async (
  { apiKey, baseURL }: ClaudeSource,
  trial: Trial,
  clock: Clock,
  signal: AbortSignal,
): Promise<Measured> => {
  const client = new Anthropic({ apiKey, baseURL, maxRetries: 0, logLevel: 'off' })
  const begun = clock.elapsed()
  try {
    const { usage } = await client.messages.create(params(trial), { signal })
    const wholeMs = clock.elapsed() - begun
    return { firstMs: wholeMs, wholeMs, tokens: usage.output_tokens }
  } catch (error) {
    throw failedOf(error, signal)
  }
}
