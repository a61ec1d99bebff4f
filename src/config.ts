import { listPrices, type Prices } from './claude/prices.ts'
import { readPrices } from './claude/read-prices.ts'
import { closest } from './closest.ts'
import type { SettingName } from './settings/setting.ts'
import { type Settings, settingsSchema } from './settings-schema.ts'

/** The operator's configuration, read once at the start. */
export type Config = {
  readonly discord: {
    readonly token: string
    /** Discord's REST API without the version; any server or proxy that speaks it. */
    readonly apiUrl: string
    /** Where attachments may be fetched from, besides Discord's own hosts and the host of `apiUrl`: origins. */
    readonly cdnOrigins: readonly string[]
    /** Applications, or single webhooks, that post anew what people write, such as PluralKit: their ids. */
    readonly proxies: readonly string[]
    /** Registers the commands to this one server, where changes show at once. */
    readonly guildId?: string
  }
  readonly claude: {
    readonly apiKey: string
    readonly baseUrl?: string
    readonly model: string
    readonly effort?: 'low' | 'medium' | 'high' | 'xhigh' | 'max'
    /** The model that answers instead once so many percent of an allowance are used; absent: none. */
    readonly cheaperModel?: string
    readonly cheaperFromPercent: number
    /** The models that people may choose, with `model` and `cheaperModel` among them; absent: all. */
    readonly allowedModels?: readonly string[]
    readonly webSearch: boolean
    readonly showThinking: boolean
    readonly maxTokens: number
    /** The most input tokens of a request: what is older is summarised. */
    readonly contextTokens: number
    readonly systemPrompt?: string
    /** What the models cost: the list prices, or the operator's in their place. */
    readonly prices: Prices
  }
  /** The most that may be spent, in millionths of a US dollar; without a bound if absent. */
  readonly budget: {
    readonly day?: number
    readonly month?: number
    readonly serverDay?: number
    readonly personDay?: number
  }
  /** How many questions one person may ask within a minute; as many as they like if absent. */
  readonly ratePerPerson?: number
  /** The time zone in which Claude is told the date, and whose days and months allowances are for, as an IANA name. */
  readonly timeZone: string
  /** A reply that took longer notifies its asker with a message of its own; absent: never. In seconds. */
  readonly notifyAfterSeconds?: number
  /** How many messages one reply in a server's channel may be; the rest comes as a file. */
  readonly maxMessages: number
  /** How much the last line of a reply tells of what it has used. */
  readonly footer: 'short' | 'full' | 'off'
  /** Whether the reply to a command begins with the question. */
  readonly quotesQuestions: boolean
  /** Whether wide tables are drawn, where nobody has chosen otherwise. */
  readonly tablePictures: boolean
  readonly priceInFooter: boolean
  /** The ids of those who alone may ask, anywhere; everybody if nobody is listed. */
  readonly allowedPeople: readonly string[]
  /** The ids of those who may not ask, anywhere. */
  readonly deniedPeople: readonly string[]
  readonly directMessages: boolean
  /** The settings that nobody can change in Discord. */
  readonly fixedSettings: readonly SettingName[]
  /** How many questions may run or wait at once. */
  readonly waiting: { readonly perPerson: number; readonly perPlace: number }
  /** How many replies grow side by side in one place, each to another person. */
  readonly parallel: number
  /** Where the health check is served; absent: nowhere. */
  readonly healthPort?: number
  readonly databaseUrl: string
  /** Several processes share the bot; absent: this one has it for itself. */
  readonly sharding?: {
    /** How many shards the bot has: as many as Discord recommends, or a number. */
    readonly count: 'auto' | number
    /** The most that one process takes. */
    readonly perProcess: number
  }
  /** How many days a conversation is kept after its last turn; for ever if absent. */
  readonly retentionDays?: number
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  /** Warnings about settings that look like mistakes, one per line, to be logged at the start. */
  readonly warnings: readonly string[]
}

/** All errors of the configuration, one per line, each with what to do. Never contains a secret. */
export class ConfigError extends Error {
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(['Tendril cannot start:', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>
type ReadFile = (path: string) => string

/**
 * The configuration in an environment. An empty value counts as absent. Throws one `ConfigError` that names everything that is
 * wrong, the operator's files included. `readFile` gives a file's text.
 *
 * @example const config = readConfig(process.env, (path) => readFileSync(path, 'utf8'))
 */
export const readConfig = (environment: Environment, readFile: ReadFile): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const problems: string[] = []
  const warnings = misspelt(given)
  const attempt = <T>(read: () => T, otherwise: T): T => {
    try {
      return read()
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error))
      return otherwise
    }
  }
  const settings = settingsSchema.safeParse(given)
  problems.push(...(settings.error?.issues ?? []).map(({ message }) => message))
  if (settings.data?.SHARDS && !/^postgres/.test(settings.data.DATABASE_URL))
    problems.push(
      'SHARDS is set, and DATABASE_URL is not a PostgreSQL: several processes agree there who does what. Leave SHARDS out, or name a postgres:// database.',
    )
  const systemPrompt = attempt(() => readPrompt(given, readFile), undefined)
  const prices = attempt(() => readPrices(given['PRICES_FILE'], readFile), listPrices)
  if (!settings.success || problems.length > 0) throw new ConfigError([...problems, ...warnings])
  return { ...toConfig(settings.data, systemPrompt, prices), warnings }
}

/** The passwords, tokens and keys of a configuration, to be struck out of the log. */
export const secretsOf = ({ discord, claude, databaseUrl }: Config): readonly string[] => [
  discord.token,
  claude.apiKey,
  ...[databaseUrl, discord.apiUrl, claude.baseUrl ?? ''].flatMap(
    (address) => /\/\/[^/:]*:(.+)@/s.exec(address)?.[1] ?? [],
  ),
]

const toConfig = (
  settings: Settings,
  systemPrompt: string | undefined,
  prices: Prices,
): Omit<Config, 'warnings'> => ({
  discord: {
    token: settings.DISCORD_TOKEN,
    apiUrl: settings.DISCORD_API_URL.replace(/\/+$/, ''),
    cdnOrigins: settings.CDN_ORIGINS.map((origin) => new URL(origin).origin),
    proxies: settings.PROXY_APPLICATIONS,
    ...(settings.DISCORD_GUILD_ID && { guildId: settings.DISCORD_GUILD_ID }),
  },
  claude: {
    apiKey: settings.ANTHROPIC_API_KEY,
    model: settings.CLAUDE_MODEL,
    webSearch: settings.WEB_SEARCH,
    showThinking: settings.SHOW_THINKING,
    ...(settings.ALLOWED_MODELS.length > 0 && {
      allowedModels: [
        ...new Set([
          settings.CLAUDE_MODEL,
          ...settings.ALLOWED_MODELS,
          ...(settings.CHEAPER_MODEL ? [settings.CHEAPER_MODEL] : []),
        ]),
      ],
    }),
    ...(settings.CHEAPER_MODEL && { cheaperModel: settings.CHEAPER_MODEL }),
    cheaperFromPercent: settings.CHEAPER_FROM_PERCENT,
    maxTokens: settings.MAX_TOKENS,
    contextTokens: settings.CONTEXT_TOKENS,
    prices,
    ...(settings.ANTHROPIC_BASE_URL && { baseUrl: settings.ANTHROPIC_BASE_URL }),
    ...(settings.CLAUDE_EFFORT && { effort: settings.CLAUDE_EFFORT }),
    ...(systemPrompt && { systemPrompt }),
  },
  ...(settings.NOTIFY_AFTER_SECONDS > 0 && { notifyAfterSeconds: settings.NOTIFY_AFTER_SECONDS }),
  budget: {
    ...(settings.BUDGET_DAY_USD !== undefined && { day: settings.BUDGET_DAY_USD }),
    ...(settings.BUDGET_MONTH_USD !== undefined && { month: settings.BUDGET_MONTH_USD }),
    ...(settings.BUDGET_SERVER_DAY_USD !== undefined && { serverDay: settings.BUDGET_SERVER_DAY_USD }),
    ...(settings.BUDGET_PERSON_DAY_USD !== undefined && { personDay: settings.BUDGET_PERSON_DAY_USD }),
  },
  ...(settings.RATE_PER_PERSON && { ratePerPerson: settings.RATE_PER_PERSON }),
  timeZone: settings.TIME_ZONE,
  maxMessages: settings.MAX_MESSAGES,
  footer: settings.FOOTER,
  quotesQuestions: settings.QUOTE_QUESTION,
  tablePictures: settings.TABLE_PICTURES,
  priceInFooter: settings.PRICE_IN_FOOTER,
  allowedPeople: settings.ALLOWED_PEOPLE,
  deniedPeople: settings.DENIED_PEOPLE,
  directMessages: settings.DIRECT_MESSAGES,
  fixedSettings: settings.FIXED_SETTINGS,
  waiting: { perPerson: settings.MAX_WAITING_PER_PERSON, perPlace: settings.MAX_WAITING_PER_CHANNEL },
  parallel: settings.MAX_PARALLEL_PER_CHANNEL,
  databaseUrl: settings.DATABASE_URL,
  ...(settings.SHARDS && { sharding: { count: settings.SHARDS, perProcess: settings.SHARDS_PER_PROCESS } }),
  ...(settings.RETENTION_DAYS && { retentionDays: settings.RETENTION_DAYS }),
  ...(settings.HEALTH_PORT && { healthPort: settings.HEALTH_PORT }),
  logLevel: settings.LOG_LEVEL,
})

const readPrompt = (given: Environment, readFile: ReadFile): string | undefined => {
  const { SYSTEM_PROMPT: prompt, SYSTEM_PROMPT_FILE: path } = given
  if (prompt && path) throw new Error('SYSTEM_PROMPT and SYSTEM_PROMPT_FILE are both set: keep one.')
  if (path === undefined) return prompt
  try {
    return readFile(path).trim()
  } catch {
    throw new Error(`SYSTEM_PROMPT_FILE is "${path}", which cannot be read.`)
  }
}

const names = Object.keys(settingsSchema.shape)

/** Names that are almost the name of a setting. */
const misspelt = (given: Environment): readonly string[] =>
  Object.keys(given).flatMap((name) => {
    const meant = names.includes(name) ? undefined : closest(name, names, 2)
    return meant === undefined ? [] : [`${name} is not a setting. Did you mean ${meant}?`]
  })
