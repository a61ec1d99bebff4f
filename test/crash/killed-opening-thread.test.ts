import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { people, places } from '../world/bot-world.ts'
import { type ChildBot, startChildBot } from './child-bot.ts'

let discord: Discord
let claude: SandboxClaude
let bot: ChildBot
let environment: Readonly<Record<string, string>>

beforeEach(async () => {
  discord = await startDiscord()
  claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY })
  environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
  }
  bot = startChildBot(environment)
  await bot.ready
})
afterEach(async () => {
  await bot.kill()
  await discord.close()
  await claude.close()
})

const cases = [
  ['thread', { prompt: 'two and two?' }, 'before'],
  ['ask', { prompt: 'two and two?', thread: true }, 'after'],
] as const

test.each(cases)(
  'killed while the thread of /%s is opened, the question is answered by the next start',
  async (name, options, moment) => {
    await new Promise<void>((resolve) => {
      const isOpening = ({ method, path }: { method: string; path: string }): boolean => {
        const opens = method === 'POST' && path.endsWith('/threads')
        if (opens) resolve()
        return opens
      }
      discord.fault({ trouble: { type: 'silence', moment }, when: isOpening })
      discord.runCommand({ channelId: places.general, userId: people.ada, name, options })
    })
    await bot.kill()
    claude.next(text('Four.'))
    bot = startChildBot(environment)
    await bot.ready
    const find = () => discord.messages(places.general).find(({ content }) => content.includes('Four.'))
    await discord.until(find)
    expect(JSON.stringify(claude.requests().at(-1)?.body)).toContain('two and two?')
  },
)
