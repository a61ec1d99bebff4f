import type { Clock } from '../clock.ts'
import { inviteLink } from '../operate/needed-permissions.ts'
import { checkClaude } from './check-claude.ts'
import { checkClock } from './check-clock.ts'
import { checkDatabase } from './check-database.ts'
import { checkDiscord } from './check-discord.ts'
import { checkPort } from './check-port.ts'
import { checkServers } from './check-servers.ts'
import { checkSettings } from './check-settings.ts'
import { type Finding, ok } from './finding.ts'

/** What is looked at, and with what. */
export type Patient = {
  readonly environment: NodeJS.ProcessEnv
  /** Gives a file's text; throws where it cannot be read. */
  readonly readFile: (path: string) => string
  readonly clock: Clock
}

/** How long, in ms, a server may take to answer. */
const patience = 10_000

const inTime = (): AbortSignal => AbortSignal.timeout(patience)

/**
 * Checks everything that the bot stands on, one after the other. What is wrong keeps nothing else from being looked at. Sends
 * nothing that is billed, writes to nobody, and changes no database.
 */
export async function* diagnose({ environment, readFile, clock }: Patient): AsyncGenerator<Finding, void> {
  const { findings, settings } = checkSettings(environment, readFile)
  yield* findings
  const { DISCORD_TOKEN: token, ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseURL } = settings
  const apiUrl = settings.DISCORD_API_URL?.replace(/\/+$/, '')
  const claudeUrl = baseURL ?? 'https://api.anthropic.com'
  yield await checkClock([...(apiUrl ? [`${apiUrl}/v10/gateway`] : []), claudeUrl], clock, inTime)
  const discord = apiUrl && token ? await checkDiscord(apiUrl, token) : undefined
  yield* discord?.findings ?? []
  if (apiUrl && token && discord?.application) yield* await checkServers(apiUrl, token, discord.application)
  if (apiKey) {
    const { CLAUDE_MODEL: model, prices } = settings
    yield* await checkClaude({ apiKey, baseURL, model, prices }, clock, inTime())
  }
  if (settings.DATABASE_URL) yield* await checkDatabase(settings.DATABASE_URL)
  if (settings.HEALTH_PORT) yield await checkPort(settings.HEALTH_PORT, inTime())
  if (discord?.application) yield ok('invite', inviteLink(discord.application.id))
}
