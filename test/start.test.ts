import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { systemClock } from '../src/clock.ts'
import { text } from '../src/sandbox/claude/answer.ts'
import { type SandboxClaude, startClaude } from '../src/sandbox/claude/start-claude.ts'
import { type Discord, startDiscord } from '../src/sandbox/discord/start-discord.ts'
import { startChildBot } from './crash/child-bot.ts'
import { people, places } from './world/bot-world.ts'

let discord: Discord
let claude: SandboxClaude
let environment: Record<string, string>

beforeEach(async () => {
  discord = await startDiscord()
  claude = await startClaude({ clock: systemClock, accepts: (key) => key === 'good-key' })
  environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'good-key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
  }
})
afterEach(async () => {
  await discord.close()
  await claude.close()
})

describe('npm start', () => {
  test('says every missing setting in one error and exits with 1', async () => {
    const bot = startChildBot({})
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toContain('DISCORD_TOKEN is missing')
    expect(bot.output()).toContain('ANTHROPIC_API_KEY is missing')
    expect(bot.output()).not.toContain('    at ')
  })

  test('says in one sentence that Discord refuses the token', async () => {
    const bot = startChildBot({ ...environment, DISCORD_TOKEN: 'a-wrong-token' })
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toMatch(
      /^Discord refuses DISCORD_TOKEN: [^\n]*\.\nTo check everything at once: npm run doctor \([^\n]*\)\.$/,
    )
    expect(bot.output()).not.toContain('a-wrong-token')
  })

  test('says in one sentence that Claude refuses the key', async () => {
    const bot = startChildBot({ ...environment, ANTHROPIC_API_KEY: 'a-wrong-key' })
    expect(await bot.ended).toBe(1)
    expect(bot.output()).toMatch(/^Claude refuses ANTHROPIC_API_KEY: [^\n]*\.$/m)
    expect(bot.output()).not.toContain('a-wrong-key')
  })

  test('a second process on the same database is refused', async () => {
    const first = startChildBot(environment)
    await first.ready
    const second = startChildBot(environment)
    expect(await second.ended).toBe(1)
    expect(second.output()).toContain('stop it first')
    await first.kill()
  })

  test('SIGTERM lets a running reply finish, and exits with 0', async () => {
    const bot = startChildBot(environment)
    await bot.ready
    claude.next({ ...text('word '.repeat(40)), pace: { tokensPerSecond: 60 } })
    discord.runCommand({
      channelId: places.general,
      userId: people.ada,
      name: 'ask',
      options: { prompt: 'Hi' },
    })
    await discord.until(() => discord.messages(places.general)[0]?.content.includes('word'))
    bot.process.kill('SIGTERM')
    expect(await bot.ended).toBe(0)
    const content = discord.messages(places.general)[0]?.content ?? ''
    expect(content.match(/word/g)).toHaveLength(40)
    expect(content).toMatch(/-# claude-.* s$/)
  })

  test('registers its commands once: a second start writes nothing', async () => {
    const first = startChildBot(environment)
    await first.ready
    expect(first.output()).toContain('"commands":"written"')
    await first.kill()
    const second = startChildBot(environment)
    await second.ready
    expect(second.output()).toContain('"commands":"unchanged"')
    await second.kill()
  })
})
