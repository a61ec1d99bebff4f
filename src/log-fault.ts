import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import { requestFailure } from './discord/rest/request-failure.ts'
import type { Log } from './log.ts'
import { isNetworkFailure } from './network-failure.ts'

const isFromDiscord = (error: unknown): boolean =>
  error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError

/**
 * Logs what went wrong: as a warning where Discord or the network only did not do what was asked, which passes or was
 * somebody's wish; as an error what the operator or we must mend.
 */
export const createFaultLog =
  (log: Log) =>
  (error: unknown): void => {
    const passes = isFromDiscord(error) ? requestFailure(error) !== 'bug' : isNetworkFailure(error)
    if (passes) log.warn({ why: why(error) }, 'a request to Discord failed')
    else log.error({ err: error }, 'fault')
  }

const why = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${error.message} (${String(error.code)})` : error.message
}

/**
 * Logs that an event of Discord's could not be handled: its name and where the code failed, and nothing of its content, which
 * an error's message may quote.
 */
export const createEventFaultLog =
  (log: Pick<Log, 'error'>) =>
  (event: string, error: unknown): void => {
    const frames =
      error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : []
    const type = error instanceof Error ? error.name : typeof error
    log.error({ event, type, at: frames?.slice(0, 8).map((line) => line.trim()) }, 'an event was not handled')
  }
