import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { slowly } from '../commands/stage.ts'
import { people, places } from '../world/bot-world.ts'
import { startChildBot } from './child-bot.ts'

test.each([
  ['the interaction’s token', (path: string) => path.startsWith('/webhooks/')],
  ['every edit of a message', (path: string) => path.includes('/messages/')],
])('SIGTERM ends the process within 20 s while a 429 blocks %s for 40 s', async (_, isLimited) => {
  const discord = await startDiscord()
  const claude = await startClaude({ clock: systemClock, speed: 1 })
  const bot = startChildBot({
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
  })
  onTestFinished(async () => {
    await bot.kill()
    await discord.close()
    await claude.close()
  })
  await bot.ready
  claude.next(slowly('word '.repeat(4_000)))
  const { general } = places
  discord.runCommand({ channelId: general, userId: people.ada, name: 'ask', options: { prompt: 'Go on.' } })
  await discord.until(() => discord.messages(general).some(({ content }) => content.includes('word word')))
  let refusals = 0
  discord.fault({
    trouble: { type: 'rate-limit', scope: 'user', retryAfterMs: 40_000 },
    when: ({ method, path }) => {
      const isHit = method === 'PATCH' && isLimited(path)
      if (isHit) refusals += 1
      return isHit
    },
  })
  await discord.until(() => refusals > 0)
  const begun = performance.now()
  bot.process.kill('SIGTERM')
  expect(await bot.ended).toBe(0)
  expect(performance.now() - begun).toBeLessThan(20_000)
})
