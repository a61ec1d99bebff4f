import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { Clock } from './clock.ts'
import { requestFailure } from './discord/rest/request-failure.ts'
import type { Log } from './log.ts'
import { isNetworkFailure } from './network-failure.ts'

const isFromDiscord = (error: unknown): boolean =>
  error instanceof DiscordAPIError || error instanceof HTTPError || error instanceof RateLimitError

/** How long, in ms, a repeating fault is only counted. */
const quietFor = 60_000

/** How many kinds of fault are remembered. */
const mostKinds = 100

/** A fault that was logged: when, and how often it has come since. */
type Logged = { readonly at: number; readonly repeated: number }

/**
 * Logs faults: as a warning if Discord or the network failed, as an error if the operator or we must fix something. A
 * fault that repeats, such as a full disk, is logged once a minute with a count.
 */
export const createFaultLog = (log: Log, clock: Pick<Clock, 'elapsed'>): ((error: unknown) => void) => {
  const kinds = new Map<string, Logged>()
  return (error) => {
    const kind = why(error)
    const now = clock.elapsed()
    const before = kinds.get(kind)
    if (before && now - before.at < quietFor) {
      kinds.set(kind, { ...before, repeated: before.repeated + 1 })
      return
    }
    // Set anew, so that the oldest kind is the first.
    kinds.delete(kind)
    kinds.set(kind, { at: now, repeated: 0 })
    const [oldest] = kinds.keys()
    if (kinds.size > mostKinds && oldest !== undefined) kinds.delete(oldest)
    const repeated = before && before.repeated > 0 ? { repeated: before.repeated } : {}
    const passes = isFromDiscord(error) ? requestFailure(error) !== 'bug' : isNetworkFailure(error)
    if (passes) log.warn({ why: kind, ...repeated }, 'a request to Discord failed')
    else log.error({ err: error, ...repeated }, 'fault')
  }
}

const why = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? `${error.message} (${String(error.code)})` : error.message
}

/**
 * Logs that the handler of a gateway event threw: the event's name and the place in the code. The error's message is
 * left out, because it may quote what people wrote.
 */
export const createEventFaultLog =
  (log: Pick<Log, 'error'>) =>
  (event: string, error: unknown): void => {
    const frames =
      error instanceof Error ? error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) : []
    const type = error instanceof Error ? error.name : typeof error
    log.error({ event, type, at: frames?.slice(0, 8).map((line) => line.trim()) }, 'an event was not handled')
  }
