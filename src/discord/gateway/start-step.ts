import { DiscordAPIError, RateLimitError } from 'discord.js'
import { ZodError } from 'zod'
import type { Clock } from '../../clock.ts'
import { retry } from '../../retry.ts'
import { toStartError } from './log-in.ts'
import type { OutageLog } from './outage-log.ts'

/** What every step of the start needs. */
export type StartContext = {
  readonly clock: Clock
  /** Ends the start. */
  readonly signal: AbortSignal
  readonly random: () => number
  readonly outage: OutageLog
}

/** One 401 may be a mistake of Discord's; so many in a row are a wrong token. */
const unauthorizedInARow = 3

/**
 * Retries a step of the start until Discord accepts it. Throws `StartError` only if Discord refuses the token;
 * everything else passes.
 */
export const startStep = async <T>(step: () => Promise<T>, context: StartContext): Promise<T> => {
  const { outage } = context
  let unauthorized = 0
  const done = await retry(step, {
    ...context,
    ...{ first: 1_000, longest: 60_000 },
    again: (error) => {
      unauthorized = isUnauthorized(error) ? unauthorized + 1 : 0
      if (unauthorized >= unauthorizedInARow) return false
      return error instanceof RateLimitError ? error.retryAfter : true
    },
    onFailure: ({ error, waitMs }) => {
      if (!isUnauthorized(error)) outage.failed(reasonOf(error), waitMs)
    },
  }).catch((error: unknown) => {
    throw unauthorized > 0 ? toStartError(error) : error
  })
  outage.ended()
  return done
}

const isUnauthorized = (error: unknown): boolean => error instanceof DiscordAPIError && error.status === 401

/** What failed, without addresses that could hold a token. */
const reasonOf = (error: unknown): string => {
  if (error instanceof RateLimitError) return 'Discord limits the rate of requests (429)'
  if (error instanceof ZodError) return 'what answers does not answer as Discord does'
  if (!(error instanceof Error)) return String(error)
  if ('status' in error) return `Discord answers with HTTP ${String(error.status)}`
  return 'code' in error ? `no connection (${String(error.code)})` : `no answer (${error.name})`
}
