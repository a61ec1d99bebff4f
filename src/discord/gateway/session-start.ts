import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { delay } from '../../delay.ts'
import type { Log } from '../../log.ts'
import { singleAttemptHeaders } from '../rest/request-policy.ts'
import { type StartContext, startStep } from './start-step.ts'

const gatewaySchema = z.object({
  session_start_limit: z.object({
    total: z.number(),
    remaining: z.number(),
    reset_after: z.number(),
    max_concurrency: z.number(),
  }),
})

/** Below this share of the day's sessions they are spread over the rest of the day. */
const scarce = 1 / 4

/**
 * Waits until Discord allows a new session. Discord resets the token after 1,000 sessions in a day
 * (https://docs.discord.com/developers/events/gateway#session-start-limit), which a process in a restart loop could
 * reach. So when few are left, each start waits for its share of the time until the limit is reset.
 */
export const waitForSession = async (
  rest: Pick<REST, 'get'>,
  log: Pick<Log, 'info'>,
  context: StartContext,
): Promise<void> => {
  for (;;) {
    const gateway = await startStep(async () => {
      const answer = await rest.get(Routes.gatewayBot(), { headers: singleAttemptHeaders })
      return gatewaySchema.parse(answer)
    }, context)
    const { total, remaining, reset_after: resetAfter, max_concurrency } = gateway.session_start_limit
    log.info(
      { total, remaining, resetAfterSeconds: Math.round(resetAfter / 1000), max_concurrency },
      'sessions',
    )
    const wait = sessionWait(total, remaining, resetAfter)
    if (wait === 0) return
    context.outage.failed(
      `Discord allows ${remaining} of ${total} new sessions until its limit is reset`,
      wait,
    )
    await delay(wait, context)
    context.outage.ended()
    if (remaining > 0) return
  }
}

const sessionWait = (total: number, remaining: number, resetAfter: number): number => {
  if (remaining <= 0) return Math.max(1_000, resetAfter)
  return remaining < total * scarce ? resetAfter / remaining : 0
}
