import { DiscordAPIError, RateLimitError } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { delay } from '../../delay.ts'
import type { Log } from '../../log.ts'
import { backoff } from '../../retry.ts'
import { requestFailure } from '../rest/request-failure.ts'
import type { registerCommands } from './register-commands.ts'

/** What registering needs. */
export type RegisteringContext = {
  readonly clock: Clock
  readonly random: () => number
  /** Ends the tries. */
  readonly signal: AbortSignal
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
}

/** Pauses, in ms: for what passes by itself, and for what an operator must mend, which may count against a daily limit. */
const untilItPasses = { first: 5_000, longest: 15 * 60_000 }
const untilItIsMended = { first: 10 * 60_000, longest: 6 * 60 * 60_000 }

/**
 * Registers the commands. Resolves after the first try. A failure is logged once, and retried in the background with
 * growing pauses; mentions work in the meantime.
 */
export const keepRegistering = async (
  register: () => ReturnType<typeof registerCommands>,
  context: RegisteringContext,
): Promise<'written' | 'unchanged' | 'failed'> => {
  const { log, signal } = context
  try {
    return await register()
  } catch (error) {
    sayFailure(error, pauseAfter(error, 1, context), log)
    const again = async (last: unknown, tried: number): Promise<void> => {
      await delay(pauseAfter(last, tried, context), context)
      try {
        log.info({ commands: await register() }, 'the commands are registered now')
      } catch (next) {
        sayFailure(next, pauseAfter(next, tried + 1, context), log)
        await again(next, tried + 1)
      }
    }
    again(error, 1).catch((end: unknown) => {
      if (!signal.aborted) log.error({ err: end }, 'fault')
    })
    return 'failed'
  }
}

const passes = (error: unknown): boolean => requestFailure(error) === 'again'

const pauseAfter = (error: unknown, tried: number, { random }: RegisteringContext): number => {
  const pause = backoff(passes(error) ? untilItPasses : untilItIsMended, tried, random)
  return error instanceof RateLimitError ? Math.max(error.retryAfter, pause) : pause
}

const sayFailure = (error: unknown, waitMs: number, log: RegisteringContext['log']): void => {
  const line = { why: whyOf(error), againInSeconds: Math.round(waitMs / 1000) }
  if (passes(error)) log.warn(line, 'the commands could not be registered yet; mentions are answered')
  else log.error(line, `the commands are not registered; mentions are answered. ${whatToDo(error)}`)
}

const whyOf = (error: unknown): string => {
  if (error instanceof DiscordAPIError) return `HTTP ${error.status}, code ${error.code}`
  return error instanceof Error ? error.name : String(error)
}

const whatToDo = (error: unknown): string => {
  switch (error instanceof DiscordAPIError ? error.code : undefined) {
    case 30_034:
      return 'Discord’s daily limit of 200 new commands is reached: nothing to do but wait.'
    case 50_001:
    case 10_004:
      return 'Check DISCORD_GUILD_ID: the bot must be in that server, invited with the scope applications.commands.'
    case 50_035:
      return 'Discord refuses their definitions: update Tendril, or report it.'
    default:
      return 'Check DISCORD_GUILD_ID and that the bot was invited with the scope applications.commands.'
  }
}
