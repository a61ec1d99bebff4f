import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../src/clock.ts'
import {
  type SandboxClaude,
  type SandboxOptions,
  startClaude,
} from '../../src/sandbox/claude/start-claude.ts'
import { type Discord, type DiscordOptions, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { type ChildBot, type ChildOptions, startChildBot } from './child-bot.ts'

/** A Discord, a Claude, and the bot as a process of its own, over real sockets and on a real database. */
export type ChildWorld = {
  readonly discord: Discord
  readonly claude: SandboxClaude
  /** The bot's process that was started last. */
  readonly bot: ChildBot
  /** The database's file. */
  readonly database: string
  /** Starts the bot once more on the same database; resolves when it is ready. */
  readonly startAgain: () => Promise<void>
  /** Kills the bot without warning and starts it again; `between` is called while it is down. */
  readonly killAndStart: (between?: () => void) => Promise<void>
  /** What all its processes have written. */
  readonly output: () => string
  readonly close: () => Promise<void>
}

export type ChildWorldOptions = {
  readonly discord?: DiscordOptions
  /** Claude writes without waiting unless `speed` is given. */
  readonly claude?: Omit<SandboxOptions, 'clock'>
  readonly environment?: Readonly<Record<string, string>>
  /** How the first process is run. */
  readonly child?: ChildOptions
}

/** Starts all of it; resolves when the bot is ready. */
export const startChildWorld = async (options: ChildWorldOptions = {}): Promise<ChildWorld> => {
  const discord = await startDiscord(options.discord)
  const claude = await startClaude({ clock: systemClock, speed: Number.POSITIVE_INFINITY, ...options.claude })
  const database = join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')
  const environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${database}`,
    ...options.environment,
  }
  let bot = startChildBot(environment, options.child)
  const bots = [bot]
  const startAgain = async (): Promise<void> => {
    bot = startChildBot(environment)
    bots.push(bot)
    await bot.ready
  }
  await bot.ready
  return {
    ...{ discord, claude, database, startAgain },
    get bot() {
      return bot
    },
    killAndStart: async (between) => {
      await bot.kill()
      between?.()
      await startAgain()
    },
    output: () => bots.map(({ output }) => output()).join('\n'),
    close: async () => {
      for (const each of bots) await each.kill()
      await discord.close()
      await claude.close()
    },
  }
}
