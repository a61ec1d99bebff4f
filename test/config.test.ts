import { describe, expect, test } from 'vitest'
import { listPrices } from '../src/claude/prices.ts'
import { ConfigError, readConfig, secretsOf } from '../src/config.ts'

const least = { DISCORD_TOKEN: 'token', ANTHROPIC_API_KEY: 'key' }
const noFile = (): string => {
  throw new Error('ENOENT: no such file or directory')
}

/** What is wrong with settings, in words. */
const problems = (
  settings: Readonly<Record<string, string>>,
  readFile: (path: string) => string = noFile,
): readonly string[] => {
  try {
    readConfig({ ...least, ...settings }, readFile)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n').slice(1)
  }
}

describe('the configuration', () => {
  test('needs only a token and a key', () => {
    expect(readConfig(least, noFile)).toEqual({
      discord: { token: 'token', apiUrl: 'https://discord.com/api', cdnOrigins: [], proxies: [] },
      claude: {
        ...{ apiKey: 'key', model: 'claude-sonnet-5-5', maxTokens: 16_000, contextTokens: 200_000 },
        prices: listPrices,
        ...{ webSearch: false, showThinking: false, cheaperFromPercent: 75 },
      },
      notifyAfterSeconds: 60,
      budget: {},
      timeZone: 'UTC',
      maxMessages: 5,
      parallel: 3,
      footer: 'short',
      quotesQuestions: true,
      tablePictures: true,
      priceInFooter: true,
      ...{ allowedPeople: [], deniedPeople: [], directMessages: true, fixedSettings: [] },
      databaseUrl: 'file:data/tendril.db',
      waiting: { perPerson: 5, perPlace: 20 },
      logLevel: 'info',
      warnings: [],
    })
  })

  test('names everything that is wrong in one error, files and misspelt names included, and shows no secret', () => {
    const wrong = {
      ...{ DISCORD_TOKEN: 'very-secret', ANTHROPIC_API_KEY: '', MAX_TOKENS: '0', DISCORD_API_URL: 'discord' },
      ...{ CLAUDE_EFFORT: 'huge', CLAUDE_MODLE: 'x', SYSTEM_PROMPT: 'a', SYSTEM_PROMPT_FILE: 'b' },
      ...{ PRICES_FILE: 'nowhere.json', HEALTH_PORT: '0', RETENTION_DAYS: '-1', LOG_LEVEL: 'loud' },
    }
    expect(problems(wrong)).toEqual([
      '  - ANTHROPIC_API_KEY is missing: create a key in the Claude Console, and put it into .env.',
      '  - DISCORD_API_URL is "discord", which is not an http(s) URL.',
      '  - CLAUDE_EFFORT is "huge"; it can be low, medium, high, xhigh, max.',
      '  - MAX_TOKENS is "0"; it must be a whole number from 1 to 9999999.',
      '  - RETENTION_DAYS is "-1"; it must be a whole number from 1 to 99999.',
      '  - HEALTH_PORT is "0"; it must be a whole number from 1 to 65535.',
      '  - LOG_LEVEL is "loud"; it can be debug, info, warn, error, fatal, silent.',
      '  - SYSTEM_PROMPT and SYSTEM_PROMPT_FILE are both set: keep one.',
      '  - PRICES_FILE is "nowhere.json", which cannot be read: ENOENT: no such file or directory.',
      '  - CLAUDE_MODLE is not a setting. Did you mean CLAUDE_MODEL?',
    ])
  })

  test('SHARDS needs PostgreSQL', () => {
    expect(problems({ SHARDS: 'auto' })).toEqual([
      '  - SHARDS is set, and DATABASE_URL is not a PostgreSQL: several processes agree there who does what. Leave SHARDS out, or name a postgres:// database.',
    ])
    expect(problems({ SHARDS: 'auto', DATABASE_URL: 'postgres://db/tendril' })).toEqual([])
  })

  test.each<readonly [string, string, string]>([
    ['SHARDS', '0', 'write auto, or a whole number'],
    ['SHARDS_PER_PROCESS', 'all', 'whole number from 1'],
    ['HEALTH_PORT', '65536', '65535'],
    ['HEALTH_PORT', '8080.5', 'whole number'],
    ['DISCORD_GUILD_ID', '1234567890123456', '17 to 20 digits'],
    ['CONTEXT_TOKENS', '999', 'from 1000'],
    ['NOTIFY_AFTER_SECONDS', 'soon', 'number of seconds'],
    ['FIXED_SETTINGS', 'model, colour', 'names "colour"; it can name model, effort'],
    ['WEB_SEARCH', 'yes', 'it can be on, off'],
    ['DATABASE_URL', 'file://data/x.db', 'write file:data/x.db, or file:///data/x.db'],
    ['DATABASE_URL', 'data/x.db', 'write it as file:data/tendril.db'],
    ['ANTHROPIC_API_KEY', 'sk-ant-\u200bkey', '(U+200B at position 8): copy it again'],
    ['ANTHROPIC_API_KEY', 'sk-ant\u00a0key', 'U+00A0'],
    ['DISCORD_TOKEN', 'Bot abc', 'U+0020 at position 4'],
    ['DISCORD_TOKEN', 'ключ', 'U+043A at position 1'],
  ])('%s cannot be %j', (name, value, says) => {
    const [problem, ...others] = problems({ [name]: value })
    expect(problem).toContain(`  - ${name} `)
    expect(problem).toContain(says)
    expect(others).toEqual([])
  })

  test.each([
    ['DATABASE_URL', 'postgres:/tendril:hunter2@db/tendril'],
    ['DATABASE_URL', 'postgres://tendril:hun#ter2/hunter2@db/tendril'],
    ['DATABASE_URL', 'file://tendril:hunter2@db/x'],
    ['DATABASE_URL', 'mysql://tendril:hun@ter2/hunter2@db/x'],
    ['ANTHROPIC_BASE_URL', 'ftp://tendril:hunter2@gateway'],
    ['DISCORD_TOKEN', 'hunter2 '.repeat(2)],
  ])('a wrong %s is told without what is secret in it', (name, value) => {
    const told = problems({ [name]: value }).join('\n')
    expect(told).toContain(name)
    expect(told).not.toContain('hunter2')
  })

  test('the secrets of a configuration are those that the log must never show', () => {
    const config = readConfig({ ...least, ANTHROPIC_BASE_URL: 'https://me:hunter2@gateway' }, noFile)
    expect(secretsOf(config)).toEqual(['token', 'key', 'hunter2'])
  })

  test.each([
    ['https://gateway/anthropic', 'https://gateway/anthropic'],
    ['https://api.anthropic.com/v1', 'https://api.anthropic.com'],
    ['https://api.anthropic.com/v1/', 'https://api.anthropic.com'],
    ['https://gateway/x/v1/messages', 'https://gateway/x'],
  ])('the base URL %s is used as %s', (given, used) => {
    expect(readConfig({ ...least, ANTHROPIC_BASE_URL: given }, noFile).claude.baseUrl).toBe(used)
  })

  test('names near a setting are warned of, others are nobody’s business', () => {
    const environment = { ...least, MAX_TOKEN: '5', Health_Port: '1', HOME: '/', LOGNAME: 'a', PATH: '/bin' }
    expect(readConfig(environment, noFile).warnings).toEqual([
      'MAX_TOKEN is not a setting. Did you mean MAX_TOKENS?',
    ])
  })

  test('takes the origins of other hosts for files, with commas or spaces between them', () => {
    const origins = (CDN_ORIGINS: string) => readConfig({ ...least, CDN_ORIGINS }, noFile).discord.cdnOrigins
    expect(origins('https://cdn.example, http://10.0.0.1:3003/')).toEqual([
      'https://cdn.example',
      'http://10.0.0.1:3003',
    ])
    for (const wrong of ['cdn.example', 'ftp://cdn.example', 'https://cdn.example/files'])
      expect(() => origins(wrong)).toThrow(`CDN_ORIGINS is "${wrong}"`)
    expect(() => origins('https://a:b@cdn.example')).toThrow('CDN_ORIGINS is "https://…@cdn.example"')
  })

  test('lets 0 switch the notices of slow replies off', () => {
    expect(readConfig({ ...least, NOTIFY_AFTER_SECONDS: '0' }, noFile).notifyAfterSeconds).toBeUndefined()
  })

  test('takes an empty setting as absent', () => {
    const config = readConfig({ ...least, MAX_TOKENS: ' ', DISCORD_GUILD_ID: '', HEALTH_PORT: '' }, noFile)
    expect(config.claude.maxTokens).toBe(16_000)
    expect(config.healthPort).toBeUndefined()
  })

  test('reads the system prompt and the prices from files, and says which one it cannot read', () => {
    const files = { SYSTEM_PROMPT_FILE: 'prompt.txt', PRICES_FILE: 'prices.json' }
    const config = readConfig({ ...least, ...files }, (path) =>
      path === 'prompt.txt' ? ' Be kind.\n' : '{"webSearchPer1000": 5}',
    )
    expect(config.claude).toMatchObject({ systemPrompt: 'Be kind.', prices: { webSearchPer1000: 5 } })
    expect(problems(files)).toHaveLength(2)
  })

  test('takes a time zone by its IANA name', () => {
    expect(readConfig({ ...least, TIME_ZONE: 'Asia/Tokyo' }, noFile).timeZone).toBe('Asia/Tokyo')
    expect(problems({ ...least, TIME_ZONE: 'Mars/Base' })).toEqual([
      '  - TIME_ZONE is "Mars/Base"; write an IANA name such as Europe/Berlin or UTC.',
    ])
  })
})
