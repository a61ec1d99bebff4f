import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { startChildBot } from '../crash/child-bot.ts'

const fault = fileURLToPath(new URL('./uncaught-fault.ts', import.meta.url))

test('a fault that nobody caught ends the process with 1, and what it prints holds no secret and nothing that was said', async () => {
  const discord = await startDiscord()
  const claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY })
  const bot = startChildBot(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      ANTHROPIC_API_KEY: 'a-key-to-hide',
      ANTHROPIC_BASE_URL: claude.url,
      DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
    },
    { node: ['--import', fault] },
  )
  await bot.ready
  bot.process.kill('SIGUSR2')
  expect(await bot.ended).toBe(1)
  await expect.poll(bot.output).toContain('a fault has ended the bot')
  for (const secret of [discord.token, 'a-key-to-hide', 't'.repeat(40), 'rhubarb'])
    expect(bot.output()).not.toContain(secret)
  await discord.close()
  await claude.close()
})
