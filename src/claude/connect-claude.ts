import Anthropic from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'
import type { Claude } from '../conversation/claude.ts'
import { failedOf } from './failures.ts'
import { idleTimeout } from './idle-timeout.ts'
import { listModels } from './list-models.ts'
import { countParams } from './params.ts'
import { replyEvents } from './reply-events.ts'
import { type RequestReport, reportRequests } from './report-requests.ts'
import { createRequestBudget } from './request-budget.ts'
import { type RetryLog, retryBusy } from './retry-busy.ts'

/** Where Claude is and how long to wait for it. All times are milliseconds of `clock`. */
export type ClaudeOptions = {
  readonly apiKey: string
  /** Default: Anthropic's own address. Its path is kept. */
  readonly baseURL?: string
  readonly clock: Clock
  /** The longest time without a byte; pings count. Default 60 s. */
  readonly idleMs?: number
  /** How long a busy or unreachable Claude is tried again before anything is visible. Default 20 s. */
  readonly patienceMs?: number
  /** From 0 to below 1; spreads the retries. */
  readonly random?: () => number
  /** Called before each retry. Its argument never holds a key or a prompt. */
  readonly log?: RetryLog
  /** Called after each request. */
  readonly report?: RequestReport
}

/** The most requests for one reply, retries and continuations together. */
const mostPerReply = 6

/**
 * Claude through the official SDK. Keeps nothing between requests. A question causes at most a dozen of them: one that counts
 * tokens, five for a summary, six for the reply. Counting and listing are not retried, because both have a fallback.
 *
 * @example const claude = connectClaude({ apiKey, clock: systemClock })
 */
export const connectClaude = (options: ClaudeOptions): Claude => {
  const { apiKey, clock, idleMs = 60_000, patienceMs = 20_000, random = Math.random, log, report } = options
  const client = new Anthropic({
    apiKey,
    baseURL: options.baseURL ?? 'https://api.anthropic.com',
    // The SDK's own retries sleep on the machine's clock and obey a retry-after of any length.
    maxRetries: 0,
    // Its log of a malformed event would hold the reply's text.
    logLevel: 'off',
  })
  const each = [idleTimeout({ clock, idleMs }), ...(report ? [reportRequests(clock, report)] : [])]
  return {
    reply: (request, signal, goOn) => {
      const budget = createRequestBudget(mostPerReply)
      const retry = retryBusy({ clock, patienceMs, random, budget, ...(log && { log }) })
      return replyEvents(request, {
        ...{ client, clock, signal, budget, middleware: [retry, ...each] },
        ...(goOn && { goOn }),
      })
    },
    countTokens: async (request, signal) => {
      try {
        const sent = { signal, middleware: each }
        const { input_tokens } = await client.messages.countTokens(countParams(request), sent)
        if (!Number.isSafeInteger(input_tokens) || input_tokens < 0)
          throw new Error('The count is not a number')
        return input_tokens
      } catch (error) {
        throw failedOf(error, signal)
      }
    },
    models: (signal) => listModels(client, { signal, middleware: each }),
  }
}
