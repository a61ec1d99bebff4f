import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { startChildBot } from '../crash/child-bot.ts'
import { people } from '../world/bot-world.ts'
import { offered } from './check-outcome.ts'
import { inTwo } from './in-two.ts'
import { logged } from './logged.ts'
import { processOutcomes } from './process-outcomes.ts'

const guildId = '1100000000000000100'
const next = 'What was it about?'

test.for(processOutcomes)(
  '$what',
  // One after the other: Discord waits 3 s for an interaction, and six processes at once can miss that on two cores.
  { timeout: 180_000 },
  async (
    { options, heartbeatMs, pause = 2_000, meanwhile, sees, offers, kept, logs, mayLog },
    { expect, onTestFinished },
  ) => {
    const discord = await startDiscord(heartbeatMs === undefined ? {} : { heartbeatMs })
    const claude = await startClaude({
      ...{ clock: systemClock, speed: 1 },
      answer: ({ prompt }) => (prompt.includes(next) ? text('Fine.') : inTwo(pause)),
    })
    const environment = {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: claude.url,
      DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
    }
    const bots = [startChildBot(environment, options)]
    const startAgain = async (): Promise<void> => {
      const bot = startChildBot(environment)
      bots.push(bot)
      await bot.ready
    }
    onTestFinished(async () => {
      for (const bot of bots) await bot.kill()
      await discord.close()
      await claude.close()
    })
    const [bot] = bots
    await bot?.ready
    const asked: string[] = []
    const ask = (prompt: string, channelId: string): void =>
      void discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt } })
    const askAnew = (): void => {
      const { id } = discord.createChannel({ guildId, name: `channel-${asked.length}` })
      ask(`Well, ${id}?`, id)
      asked.push(id)
    }
    const all = (strings: string): Promise<boolean> =>
      discord.until(() =>
        asked.every((id) => discord.messages(id).some(({ content }) => content.includes(strings))),
      )
    const requests = (strings: string): readonly string[] =>
      claude
        .requests()
        .filter(({ path }) => path.endsWith('/messages'))
        .map(({ body }) => JSON.stringify(body))
        .filter((body) => body.includes(strings))
    for (let count = 0; count < 3; count += 1) askAnew()
    await all('word')
    if (bot) await meanwhile({ bot, discord, ask: askAnew, startAgain })
    await all(sees)
    const log = (): string => bots.map(({ output }) => output()).join('\n')
    const lines = (): readonly string[] => logged(log()).filter((line) => !mayLog?.includes(line))
    await expect.poll(lines).toEqual([...logs].sort())
    for (const id of asked) {
      expect(offered(discord.messages(id))).toEqual(offers)
      expect(requests(`Well, ${id}?`)).toHaveLength(1)
      ask(next, id)
      await expect.poll(() => requests(`Well, ${id}?`).at(1)).toContain(next)
      await discord.until(() => discord.messages(id).some(({ content }) => content.includes('Fine.')))
      const history = requests(`Well, ${id}?`).at(1) ?? ''
      expect(history).toContain('word word')
      expect(history.includes('the end"')).toBe(kept === 'question and reply')
    }
  },
)
