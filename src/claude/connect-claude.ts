import Anthropic from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'
import type { Claude } from '../conversation/claude.ts'
import { endSilence } from './end-silence.ts'
import { failedOf } from './failures.ts'
import { modelOf } from './models.ts'
import { countParams } from './params.ts'
import { replyEvents } from './reply-events.ts'
import { type RetryLog, retryBusy } from './retry-busy.ts'

/** Where Claude is and how long to wait for it. All times are milliseconds of `clock`. */
export type ClaudeOptions = {
  readonly apiKey: string
  /** Default: Anthropic's own address. A path in it is kept. */
  readonly baseURL?: string
  readonly clock: Clock
  /** The longest silence, in bytes: pings count as life. Default 60 s. */
  readonly idleMs?: number
  /** How long a busy or unreachable Claude is tried again before anything is visible. Default 20 s. */
  readonly patienceMs?: number
  /** From 0 to below 1; spreads the retries. */
  readonly random?: () => number
  /** Told of each retry; never holds a key or a prompt. */
  readonly log?: RetryLog
}

/** Claude over the official SDK: real requests, nothing of it kept between them. */
export const connectClaude = (options: ClaudeOptions): Claude => {
  const { apiKey, clock, idleMs = 60_000, patienceMs = 20_000, random = Math.random, log } = options
  const client = new Anthropic({
    apiKey,
    baseURL: options.baseURL ?? 'https://api.anthropic.com',
    // The SDK's own retries sleep on the machine's clock and obey a retry-after of any length.
    maxRetries: 0,
    // Its log of a malformed event would hold the reply's text.
    logLevel: 'off',
    middleware: [
      retryBusy({ clock, patienceMs, random, ...(log === undefined ? {} : { log }) }),
      endSilence({ clock, idleMs }),
    ],
  })
  return {
    reply: (request, signal) => replyEvents(client, request, signal),
    countTokens: async (request, signal) => {
      try {
        const { input_tokens } = await client.messages.countTokens(countParams(request), { signal })
        return input_tokens
      } catch (error) {
        throw failedOf(error, signal)
      }
    },
    models: async (signal) => {
      try {
        const page = client.models.list({ lifecycle: ['active'], limit: 100 }, { signal })
        return (await Array.fromAsync(page)).map(modelOf)
      } catch (error) {
        throw failedOf(error, signal)
      }
    },
  }
}
