import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { people } from '../bot-world.ts'
import { startChildBot } from '../child-bot.ts'
import { inTwo } from './in-two.ts'
import { logged } from './logged.ts'
import { processOutcomes } from './process-outcomes.ts'

const guildId = '1100000000000000100'

test.concurrent.for(processOutcomes)(
  '$what',
  async ({ options, heartbeatMs, meanwhile, logs }, { expect }) => {
    const discord = await startDiscord(heartbeatMs === undefined ? {} : { heartbeatMs })
    const claude = await startClaude({ clock: systemClock, speed: 1, answer: () => inTwo(2_000) })
    const bot = startChildBot(
      {
        DISCORD_TOKEN: discord.token,
        DISCORD_API_URL: discord.url,
        ANTHROPIC_API_KEY: 'key',
        ANTHROPIC_BASE_URL: claude.url,
        DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
      },
      options,
    )
    await bot.ready
    const asked: string[] = []
    const ask = (): void => {
      const { id: channelId } = discord.createChannel({ guildId, name: `channel-${asked.length}` })
      discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: 'Well?' } })
      asked.push(channelId)
    }
    const all = (words: string): Promise<boolean> =>
      discord.until(() =>
        asked.every((id) => discord.messages(id).some(({ content }) => content.includes(words))),
      )
    for (let count = 0; count < 3; count += 1) ask()
    await all('word')
    await meanwhile({ bot, discord, ask })
    await all('the end')
    await expect.poll(() => logged(bot.output()), { timeout: 30_000 }).toEqual([...logs].sort())
    await bot.kill()
    await discord.close()
    await claude.close()
  },
)
