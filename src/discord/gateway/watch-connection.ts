import type { Client } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { RetryRequestsOptions } from '../rest/retry-requests.ts'
import type { GatewayStrategyOptions } from './gateway-strategy.ts'
import type { OnEventFault } from './guard-events.ts'
import { logIn } from './log-in.ts'
import { createOutageLog, type OutageLog } from './outage-log.ts'
import type { StartContext } from './start-step.ts'

/** What is needed to connect to Discord and to watch the connection. */
export type ConnectionWatch = {
  readonly start: StartContext
  readonly retries: RetryRequestsOptions
  readonly gateway: GatewayStrategyOptions
  /** Why the gateway was lost last. */
  readonly lastReason: () => string
  /** Logs in and resolves once the gateway is ready; rejects when the signal aborts. */
  readonly logIn: (client: Client, token: string) => Promise<Client<true>>
}

const words = {
  begins: 'Discord cannot be reached; trying again',
  goesOn: 'Discord still cannot be reached; trying again',
  ends: 'Discord is reached again',
} as const

/** `signal` ends the start and every wait for Discord; `closing` aborts when the bot disconnects. */
export const watchConnection = (options: {
  readonly clock: Clock
  readonly random: () => number
  readonly signal: AbortSignal
  readonly closing: AbortSignal
  readonly log: Pick<Log, 'warn' | 'info'>
  readonly onEventFault: OnEventFault
}): ConnectionWatch => {
  const { clock, random, signal, closing, log, onEventFault } = options
  const outage: OutageLog = createOutageLog(words, { clock, log })
  let isReady = false
  let reason = 'no connection'
  const failed = (why: string, waitMs?: number): void => {
    reason = why
    if (!isReady) outage.failed(why, waitMs)
  }
  return {
    start: { clock, signal, random, outage },
    retries: {
      ...{ clock, signal, random },
      onWait: ({ template }, why, waitMs) => {
        if (template === '/gateway/bot') failed(why, waitMs)
      },
    },
    gateway: { clock, random, signal: closing, onClosed: failed, onEventFault },
    lastReason: () => reason,
    logIn: async (client, token) => {
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true })
      })
      try {
        const ready = await Promise.race([logIn(client, token), aborted])
        outage.ended()
        return ready
      } finally {
        isReady = true
        outage.stop()
      }
    },
  }
}
