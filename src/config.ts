import { z } from 'zod'

/** Everything an operator decides, read once at the start. */
export type Config = {
  readonly discord: {
    readonly token: string
    /** Discord's REST API without the version; any server or proxy that speaks it. */
    readonly apiUrl: string
    /** Where attachments may be fetched from, besides Discord's own hosts and the host of `apiUrl`: origins. */
    readonly cdnOrigins: readonly string[]
    /** Registers the commands to this one server, where changes show at once. */
    readonly guildId?: string
  }
  readonly claude: {
    readonly apiKey: string
    readonly baseUrl?: string
    readonly model: string
    readonly effort?: 'low' | 'medium' | 'high' | 'xhigh' | 'max'
    readonly maxTokens: number
    /** The most input tokens of a request: what is older is summarised. */
    readonly contextTokens: number
    readonly systemPrompt?: string
    readonly pricesFile?: string
  }
  /** A reply that took longer notifies its asker with a message of its own; absent: never. In seconds. */
  readonly notifyAfterSeconds?: number
  /** How many questions may run or wait at once. */
  readonly waiting: { readonly perPerson: number; readonly perPlace: number }
  /** Where the health check is served; absent: nowhere. */
  readonly healthPort?: number
  readonly databaseUrl: string
  /** How many days a conversation is kept after its last turn; for ever if absent. */
  readonly retentionDays?: number
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

/** Every setting that is wrong, each in one line with what to do; never with a secret's value. */
export class ConfigError extends Error {
  constructor(problems: readonly string[]) {
    super(['Tendril cannot start:', ...problems.map((problem) => `  - ${problem}`)].join('\n'))
    this.name = 'ConfigError'
  }
}

const url = (name: string) =>
  z.url({
    protocol: /^https?$/,
    error: ({ input }) => `${name} is "${input}", which is no http(s) address.`,
  })

const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: ({ input }) => `${name} is "${input}"; it can be ${values.join(', ')}.` })

const missing = (name: string, where: string) =>
  z.string({ error: `${name} is missing: ${where}, and put it into .env.` })

const count = (name: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,6}$/, {
      error: ({ input }) => `${name} is "${input}"; it must be a whole number of at least 1.`,
    })
    .transform(Number)

/** Whether an address is a scheme, a host and perhaps a port, and nothing else. */
const isOrigin = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

const schema = z
  .object({
    DISCORD_TOKEN: missing('DISCORD_TOKEN', 'copy the bot’s token from the Bot page of your application'),
    ANTHROPIC_API_KEY: missing('ANTHROPIC_API_KEY', 'create a key in the Claude Console'),
    DISCORD_API_URL: url('DISCORD_API_URL').default('https://discord.com/api'),
    CDN_ORIGINS: z
      .string()
      .default('')
      .transform((list) => list.split(/[\s,]+/).filter((origin) => origin !== ''))
      .refine((origins) => origins.every(isOrigin), {
        error: ({ input }) =>
          `CDN_ORIGINS is "${input}"; write http(s) origins with commas between them, as in https://cdn.example.com.`,
      }),
    DISCORD_GUILD_ID: z
      .string()
      .regex(/^\d{17,20}$/, {
        error: ({ input }) => `DISCORD_GUILD_ID is "${input}"; a server’s id has 17 to 19 digits.`,
      })
      .optional(),
    ANTHROPIC_BASE_URL: url('ANTHROPIC_BASE_URL').optional(),
    CLAUDE_MODEL: z.string().default('claude-sonnet-5-5'),
    CLAUDE_EFFORT: oneOf('CLAUDE_EFFORT', ['low', 'medium', 'high', 'xhigh', 'max']).optional(),
    MAX_TOKENS: count('MAX_TOKENS').default(16_000),
    CONTEXT_TOKENS: z
      .string()
      .regex(/^[1-9]\d{3,6}$/, {
        error: ({ input }) => `CONTEXT_TOKENS is "${input}"; it must be a whole number of at least 1000.`,
      })
      .transform(Number)
      .default(200_000),
    MAX_WAITING_PER_PERSON: count('MAX_WAITING_PER_PERSON').default(5),
    MAX_WAITING_PER_CHANNEL: count('MAX_WAITING_PER_CHANNEL').default(20),
    SYSTEM_PROMPT: z.string().optional(),
    SYSTEM_PROMPT_FILE: z.string().optional(),
    PRICES_FILE: z.string().optional(),
    NOTIFY_AFTER_SECONDS: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,3})?$/, {
        error: ({ input }) =>
          `NOTIFY_AFTER_SECONDS is "${input}"; it must be a number of seconds, 0 for never.`,
      })
      .transform(Number)
      .default(30),
    DATABASE_URL: z
      .string()
      .regex(/^file:.+/, {
        error: ({ input }) => `DATABASE_URL is "${input}"; write it as file:data/tendril.db.`,
      })
      .default('file:data/tendril.db'),
    RETENTION_DAYS: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, {
        error: ({ input }) => `RETENTION_DAYS is "${input}"; it must be a whole number of days, at least 1.`,
      })
      .transform(Number)
      .optional(),
    HEALTH_PORT: z
      .string()
      .regex(/^\d{1,5}$/, {
        error: ({ input }) => `HEALTH_PORT is "${input}"; a port is a number from 1 to 65535.`,
      })
      .transform(Number)
      .refine((port) => port <= 65_535, {
        error: ({ input }) => `HEALTH_PORT is "${input}"; a port is a number from 1 to 65535.`,
      })
      .optional(),
    LOG_LEVEL: oneOf('LOG_LEVEL', ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default(
      'info',
    ),
  })
  .refine(({ SYSTEM_PROMPT, SYSTEM_PROMPT_FILE }) => !(SYSTEM_PROMPT && SYSTEM_PROMPT_FILE), {
    error: 'SYSTEM_PROMPT and SYSTEM_PROMPT_FILE are both set: keep one.',
  })

/**
 * The configuration in an environment. An empty value counts as absent. Throws one `ConfigError` that names all that
 * is wrong. `readFile` gives a file's text, and is called for SYSTEM_PROMPT_FILE only.
 */
export const readConfig = (
  environment: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string,
): Config => {
  const given = Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  )
  const result = schema.safeParse(given)
  if (!result.success) throw new ConfigError(result.error.issues.map(({ message }) => message))
  return toConfig(result.data, readFile)
}

const toConfig = (settings: z.infer<typeof schema>, readFile: (path: string) => string): Config => {
  const systemPrompt = settings.SYSTEM_PROMPT_FILE
    ? readPrompt(settings.SYSTEM_PROMPT_FILE, readFile)
    : settings.SYSTEM_PROMPT
  return {
    discord: {
      token: settings.DISCORD_TOKEN,
      apiUrl: settings.DISCORD_API_URL.replace(/\/+$/, ''),
      cdnOrigins: settings.CDN_ORIGINS.map((origin) => new URL(origin).origin),
      ...(settings.DISCORD_GUILD_ID && { guildId: settings.DISCORD_GUILD_ID }),
    },
    claude: {
      apiKey: settings.ANTHROPIC_API_KEY,
      model: settings.CLAUDE_MODEL,
      maxTokens: settings.MAX_TOKENS,
      contextTokens: settings.CONTEXT_TOKENS,
      ...(settings.ANTHROPIC_BASE_URL && { baseUrl: settings.ANTHROPIC_BASE_URL }),
      ...(settings.CLAUDE_EFFORT && { effort: settings.CLAUDE_EFFORT }),
      ...(systemPrompt && { systemPrompt }),
      ...(settings.PRICES_FILE && { pricesFile: settings.PRICES_FILE }),
    },
    ...(settings.NOTIFY_AFTER_SECONDS > 0 && { notifyAfterSeconds: settings.NOTIFY_AFTER_SECONDS }),
    waiting: { perPerson: settings.MAX_WAITING_PER_PERSON, perPlace: settings.MAX_WAITING_PER_CHANNEL },
    databaseUrl: settings.DATABASE_URL,
    ...(settings.RETENTION_DAYS && { retentionDays: settings.RETENTION_DAYS }),
    ...(settings.HEALTH_PORT !== undefined && { healthPort: settings.HEALTH_PORT }),
    logLevel: settings.LOG_LEVEL,
  }
}

const readPrompt = (path: string, readFile: (path: string) => string): string => {
  try {
    return readFile(path)
  } catch {
    throw new ConfigError([`SYSTEM_PROMPT_FILE is "${path}", which cannot be read.`])
  }
}
