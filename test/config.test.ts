import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../src/config.ts'

const least = { DISCORD_TOKEN: 'token', ANTHROPIC_API_KEY: 'key' }
const noFile = (): string => {
  throw new Error('ENOENT')
}

describe('the configuration', () => {
  test('needs only a token and a key', () => {
    expect(readConfig(least, noFile)).toEqual({
      discord: { token: 'token', apiUrl: 'https://discord.com/api', cdnOrigins: [] },
      claude: { apiKey: 'key', model: 'claude-sonnet-5-5', maxTokens: 16_000, contextTokens: 200_000 },
      notifyAfterSeconds: 30,
      databaseUrl: 'file:data/tendril.db',
      waiting: { perPerson: 5, perPlace: 20 },
      logLevel: 'info',
    })
  })

  test('names everything that is wrong in one error, and shows no secret', () => {
    const wrong = () =>
      readConfig(
        { DISCORD_TOKEN: 'very-secret', MAX_TOKENS: '0', DISCORD_API_URL: 'discord', CLAUDE_EFFORT: 'huge' },
        noFile,
      )
    expect(wrong).toThrow(ConfigError)
    for (const part of ['ANTHROPIC_API_KEY', 'MAX_TOKENS is "0"', 'DISCORD_API_URL is "discord"', '"huge"']) {
      expect(wrong).toThrow(part)
    }
    expect(wrong).not.toThrow('very-secret')
  })

  test('lets 0 switch the notices of slow replies off', () => {
    expect(readConfig({ ...least, NOTIFY_AFTER_SECONDS: '0' }, noFile).notifyAfterSeconds).toBeUndefined()
    expect(() => readConfig({ ...least, NOTIFY_AFTER_SECONDS: 'soon' }, noFile)).toThrow(
      'NOTIFY_AFTER_SECONDS is "soon"',
    )
  })

  test('takes an empty setting as absent', () => {
    expect(readConfig({ ...least, MAX_TOKENS: ' ', DISCORD_GUILD_ID: '' }, noFile).claude.maxTokens).toBe(
      16_000,
    )
  })

  test('reads the system prompt from a file, and says which one it cannot read', () => {
    const settings = { ...least, SYSTEM_PROMPT_FILE: 'prompt.txt' }
    expect(readConfig(settings, (path) => `text of ${path}`).claude.systemPrompt).toBe('text of prompt.txt')
    expect(() => readConfig(settings, noFile)).toThrow('SYSTEM_PROMPT_FILE is "prompt.txt"')
  })

  test('takes the origins of other hosts for files, with commas or spaces between them', () => {
    const origins = (CDN_ORIGINS: string) => readConfig({ ...least, CDN_ORIGINS }, noFile).discord.cdnOrigins
    expect(origins('https://cdn.example, http://10.0.0.1:3003/')).toEqual([
      'https://cdn.example',
      'http://10.0.0.1:3003',
    ])
    for (const wrong of [
      'cdn.example',
      'ftp://cdn.example',
      'https://cdn.example/files',
      'https://a:b@cdn.example',
    ])
      expect(() => origins(wrong)).toThrow(`CDN_ORIGINS is "${wrong}"`)
  })

  test('refuses two system prompts', () => {
    const both = { ...least, SYSTEM_PROMPT: 'a', SYSTEM_PROMPT_FILE: 'b' }
    expect(() => readConfig(both, () => '')).toThrow('keep one')
  })
})
