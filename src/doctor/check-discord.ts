import {
  ApplicationFlags,
  DefaultRestOptions,
  DiscordAPIError,
  REST,
  type RESTOptions,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import { type Finding, note, ok, wrong } from './finding.ts'

/** How long, in ms, one request may take. */
const patience = 10_000

const applicationSchema = z.object({
  id: z.string(),
  name: z.string(),
  flags: z.number().default(0),
  bot_public: z.boolean().default(false),
})

const gatewaySchema = z.object({
  session_start_limit: z.object({ total: z.number(), remaining: z.number(), reset_after: z.number() }),
})

/** The application behind a token that Discord takes. */
export type Application = {
  readonly id: string
  readonly mayReadMessages: boolean
  /** How many sessions it may still begin today. */
  readonly sessionsLeft: number
}

/** What was found; the application is absent where Discord does not say which one it is. */
export type DiscordFindings = { readonly findings: readonly Finding[]; readonly application?: Application }

/** How discord.js reaches Discord here: each request is tried once. */
export const restOptions = (apiUrl: string): Partial<RESTOptions> => ({
  ...{ api: apiUrl, version: '10', retries: 0, timeout: patience },
  makeRequest: DefaultRestOptions.makeRequest,
})

/** Asks Discord who the bot is and what it may read. */
export const checkDiscord = async (apiUrl: string, token: string): Promise<DiscordFindings> => {
  const rest = new REST(restOptions(apiUrl)).setToken(token)
  try {
    const application = applicationSchema.parse(await rest.get(Routes.currentApplication()))
    const gateway = gatewaySchema.parse(await rest.get(Routes.gatewayBot()))
    const { total, remaining, reset_after } = gateway.session_start_limit
    const allowed = ApplicationFlags.GatewayMessageContent | ApplicationFlags.GatewayMessageContentLimited
    const mayReadMessages = (application.flags & allowed) !== 0
    return {
      application: { id: application.id, mayReadMessages, sessionsLeft: remaining },
      findings: [
        ok('Discord', `takes the token of "${application.name}" (${application.id}).`),
        mayReadMessages ? reads : mentionsOnly,
        ...(application.bot_public ? [isPublic] : []),
        ...(remaining < total / 10 ? [fewSessions(remaining, reset_after)] : []),
      ],
    }
  } catch (error) {
    return { findings: [unreached(error)] }
  }
}

const reads = ok('intents', 'Message Content Intent is on: the bot reads every message in its own threads.')

const mentionsOnly = note(
  'intents',
  'Message Content Intent is off: the bot reads only mentions, replies and direct messages.',
  'Switch it on on the Bot page of your application if it should read every message in its own threads.',
)

const isPublic = note(
  'strangers',
  'Anybody can add this bot to a server, and you pay.',
  'Switch Public Bot off on the Bot page of your application.',
)

const fewSessions = (left: number, resetAfter: number): Finding =>
  note(
    'sessions',
    `Discord allows ${left} more starts until ${Math.ceil(resetAfter / 3_600_000)} h from now.`,
    'Look for a process that starts again and again.',
  )

const unreached = (error: unknown): Finding => {
  if (error instanceof DiscordAPIError && error.status === 401)
    return wrong(
      'Discord',
      'refuses DISCORD_TOKEN.',
      'Reset the token on the Bot page of your application and copy it anew.',
    )
  if (error instanceof z.ZodError || error instanceof SyntaxError)
    return wrong('Discord', 'does not answer there: something else does.', 'Check DISCORD_API_URL.')
  return wrong(
    'Discord',
    `cannot be reached (${reasonOf(error)}).`,
    'Check the network, DISCORD_API_URL if you set it, and https://discordstatus.com.',
  )
}

/** Without addresses, which may hold a password. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no answer'
  if ('status' in error) return `HTTP ${String(error.status)}`
  const { cause } = error
  const code =
    'code' in error ? error.code : cause instanceof Error && 'code' in cause ? cause.code : error.name
  return String(code)
}
