import { z } from 'zod'
import { settingNames } from './settings/setting.ts'

/** A value that is quoted in an error, without the password of an address. */
export const quoted = (value: unknown): string => `"${String(value).replace(/(:\/*).*@/s, '$1…@')}"`

const url = (name: string) =>
  z.url({
    protocol: /^https?$/,
    error: ({ input }) => `${name} is ${quoted(input)}, which is not an http(s) URL.`,
  })

const oneOf = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  z.enum(values, { error: ({ input }) => `${name} is ${quoted(input)}; it can be ${values.join(', ')}.` })

/** The first character that a token or key cannot hold, by its code point. */
const strange = (value: string): string | undefined => {
  const found = /[^\x21-\x7e]/u.exec(value)
  const code = found?.[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')
  return code && `U+${code} at position ${(found?.index ?? 0) + 1}`
}

/** A token or key: it is never quoted. */
const secret = (name: string, where: string) =>
  z
    .string({ error: `${name} is missing: ${where}, and put it into .env.` })
    .refine((value) => strange(value) === undefined, {
      error: ({ input }) =>
        `${name} holds a character that does not belong there (${strange(String(input))}): copy it again.`,
    })

const whole = (name: string, least: number, most: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, {
      error: ({ input }) =>
        `${name} is ${quoted(input)}; it must be a whole number from ${least} to ${most}.`,
    })
    .transform(Number)

/** US dollars, as millionths of one. */
const usd = (name: string) =>
  z
    .string()
    .regex(/^\d{1,7}(\.\d{1,6})?$/, {
      error: ({ input }) => `${name} is ${quoted(input)}; write US dollars, as in 5 or 0.50.`,
    })
    .transform((text) => Math.round(Number(text) * 1_000_000))

/** A time zone by its IANA name. */
const timeZone = (name: string) =>
  z.string().refine((zone) => isTimeZone(zone), {
    error: ({ input }) => `${name} is ${quoted(input)}; write an IANA name such as Europe/Berlin or UTC.`,
  })

const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** Words with commas or spaces between them. */
const words = z.string().transform((text) => text.split(/[\s,]+/).filter((word) => word !== ''))

/** Ids of Discord's. */
const ids = (name: string) =>
  words
    .refine((all) => all.every((id) => /^\d{17,20}$/.test(id)), {
      error: ({ input }) =>
        `${name} is ${quoted(input)}; write ids of 17 to 20 digits with commas between them.`,
    })
    .prefault('')

const onOff = (name: string, otherwise: 'on' | 'off') =>
  oneOf(name, ['on', 'off'])
    .default(otherwise)
    .transform((value) => value === 'on')

const databaseUrl = z.string().superRefine((value, context) => {
  const host = /^file:\/\/(?!\/)(?:.*@)?(.+)$/s.exec(value)?.[1]
  if (host !== undefined)
    context.addIssue(
      `DATABASE_URL is ${quoted(value)}, in which two slashes begin the name of a host: write file:${host}, or file:///${host} for a path from the root.`,
    )
  else if (/^postgres(ql)?:/.test(value)) {
    if (!/^postgres(ql)?:\/\/[^/]/.test(value) || URL.parse(value) === null)
      context.addIssue(
        `DATABASE_URL is ${quoted(value)}; write it as postgres://user:password@host/database, with special characters in the password as %40 and the like.`,
      )
  } else if (!/^file:.+/.test(value))
    context.addIssue(
      `DATABASE_URL is ${quoted(value)}; write it as file:data/tendril.db or postgres://user:password@host/database.`,
    )
})

/** The SDK adds `/v1/messages` itself; many people paste the whole address. */
const withoutEndpoint = (address: string): string =>
  address.replace(/\/+$/, '').replace(/\/v1(\/messages)?$/, '')

/** Whether an address is a scheme, a host and perhaps a port, and nothing else. */
const isOrigin = (address: string): boolean => {
  const url = URL.parse(address)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

/** The settings as they stand in the environment, each with its rule, its default, and the words for a wrong value. */
export const settingsSchema = z.object({
  DISCORD_TOKEN: secret('DISCORD_TOKEN', 'copy the bot’s token from the Bot page of your application'),
  ANTHROPIC_API_KEY: secret('ANTHROPIC_API_KEY', 'create a key in the Claude Console'),
  DISCORD_API_URL: url('DISCORD_API_URL').default('https://discord.com/api'),
  CDN_ORIGINS: words.prefault('').refine((origins) => origins.every(isOrigin), {
    error: ({ input }) =>
      `CDN_ORIGINS is ${quoted(input)}; write http(s) origins with commas between them, as in https://cdn.example.com.`,
  }),
  PROXY_APPLICATIONS: words.prefault('').refine((ids) => ids.every((id) => /^\d{17,20}$/.test(id)), {
    error: ({ input }) =>
      `PROXY_APPLICATIONS is ${quoted(input)}; write ids of 17 to 20 digits with commas between them.`,
  }),
  DISCORD_GUILD_ID: z
    .string()
    .regex(/^\d{17,20}$/, {
      error: ({ input }) => `DISCORD_GUILD_ID is ${quoted(input)}; a server’s id has 17 to 20 digits.`,
    })
    .optional(),
  ANTHROPIC_BASE_URL: url('ANTHROPIC_BASE_URL').transform(withoutEndpoint).optional(),
  CLAUDE_MODEL: z.string().default('claude-sonnet-5-5'),
  CLAUDE_EFFORT: oneOf('CLAUDE_EFFORT', ['low', 'medium', 'high', 'xhigh', 'max']).optional(),
  ALLOWED_MODELS: words.default([]),
  CHEAPER_MODEL: z.string().optional(),
  CHEAPER_FROM_PERCENT: whole('CHEAPER_FROM_PERCENT', 1, 100).default(75),
  WEB_SEARCH: onOff('WEB_SEARCH', 'off'),
  SHOW_THINKING: onOff('SHOW_THINKING', 'off'),
  PRICE_IN_FOOTER: onOff('PRICE_IN_FOOTER', 'on'),
  ALLOWED_PEOPLE: ids('ALLOWED_PEOPLE'),
  DENIED_PEOPLE: ids('DENIED_PEOPLE'),
  DIRECT_MESSAGES: onOff('DIRECT_MESSAGES', 'on'),
  FIXED_SETTINGS: words
    .pipe(
      z.array(
        z.enum(settingNames, {
          error: ({ input }) =>
            `FIXED_SETTINGS names ${quoted(input)}; it can name ${settingNames.join(', ')}.`,
        }),
      ),
    )
    .default([]),
  MAX_TOKENS: whole('MAX_TOKENS', 1, 9_999_999).default(16_000),
  CONTEXT_TOKENS: whole('CONTEXT_TOKENS', 1_000, 9_999_999).default(200_000),
  MAX_WAITING_PER_PERSON: whole('MAX_WAITING_PER_PERSON', 1, 9_999_999).default(5),
  MAX_WAITING_PER_CHANNEL: whole('MAX_WAITING_PER_CHANNEL', 1, 9_999_999).default(20),
  MAX_PARALLEL_PER_CHANNEL: whole('MAX_PARALLEL_PER_CHANNEL', 1, 9_999).default(3),
  BUDGET_DAY_USD: usd('BUDGET_DAY_USD').optional(),
  BUDGET_MONTH_USD: usd('BUDGET_MONTH_USD').optional(),
  BUDGET_SERVER_DAY_USD: usd('BUDGET_SERVER_DAY_USD').optional(),
  BUDGET_PERSON_DAY_USD: usd('BUDGET_PERSON_DAY_USD').optional(),
  RATE_PER_PERSON: whole('RATE_PER_PERSON', 1, 9_999).optional(),
  SYSTEM_PROMPT: z.string().optional(),
  SYSTEM_PROMPT_FILE: z.string().optional(),
  PRICES_FILE: z.string().optional(),
  NOTIFY_AFTER_SECONDS: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,3})?$/, {
      error: ({ input }) =>
        `NOTIFY_AFTER_SECONDS is ${quoted(input)}; it must be a number of seconds, 0 for never.`,
    })
    .transform(Number)
    .default(60),
  TIME_ZONE: timeZone('TIME_ZONE').default('UTC'),
  MAX_MESSAGES: whole('MAX_MESSAGES', 1, 9_999).default(5),
  FOOTER: oneOf('FOOTER', ['short', 'full', 'off']).default('short'),
  QUOTE_QUESTION: onOff('QUOTE_QUESTION', 'on'),
  TABLE_PICTURES: onOff('TABLE_PICTURES', 'on'),
  DATABASE_URL: databaseUrl.default('file:data/tendril.db'),
  SHARDS: z
    .union([z.literal('auto'), whole('SHARDS', 1, 99_999)], {
      error: ({ input }) => `SHARDS is ${quoted(input)}; write auto, or a whole number from 1.`,
    })
    .optional(),
  SHARDS_PER_PROCESS: whole('SHARDS_PER_PROCESS', 1, 99_999).default(16),
  RETENTION_DAYS: whole('RETENTION_DAYS', 1, 99_999).optional(),
  HEALTH_PORT: whole('HEALTH_PORT', 1, 65_535).optional(),
  LOG_LEVEL: oneOf('LOG_LEVEL', ['debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** The settings after their rules. */
export type Settings = z.infer<typeof settingsSchema>
