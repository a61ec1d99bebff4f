import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Machine } from '../../src/bot/machine.ts'
import { type Bot, startBot } from '../../src/bot.ts'
import { type Clock, systemClock } from '../../src/clock.ts'
import { readConfig } from '../../src/config.ts'
import { createLog } from '../../src/log.ts'
import { createPrometheus } from '../../src/operate/metrics/prometheus.ts'
import {
  type SandboxClaude,
  type SandboxOptions,
  startClaude,
} from '../../src/sandbox/claude/start-claude.ts'
import { type Discord, type DiscordOptions, startDiscord } from '../../src/sandbox/discord/start-discord.ts'

/** The whole of it on this machine: a Discord, a Claude, and the bot between them, over real sockets. */
export type BotWorld = {
  readonly discord: Discord
  readonly claude: SandboxClaude
  readonly bot: Bot
  /** The database's file. */
  readonly database: string
  /** The log so far, as lines of JSON. */
  readonly log: () => string
  /** Stops the bot and starts it again on the same database. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

export type BotWorldOptions = {
  readonly clock?: Clock
  readonly environment?: Readonly<Record<string, string>>
  readonly discord?: DiscordOptions
  readonly claude?: Omit<SandboxOptions, 'clock'>
  /** Stands for the store; the real one if not given. */
  readonly openStore?: Machine['openStore']
  /** Stands for what draws wide tables, which `TABLE_PICTURES` turns on. */
  readonly drawTables?: Machine['drawTables']
  /** How much faster than timed Claude writes; without any waiting if not given. */
  readonly speed?: number
}

/** People, channels and the server of the sandbox's usual seed. */
export const people = { ada: '1100000000000000011', grace: '1100000000000000012', aoi: '1100000000000000013' }
export const places = { general: '1100000000000000101', questions: '1100000000000000102' }

export const startBotWorld = async (options: BotWorldOptions = {}): Promise<BotWorld> => {
  const clock = options.clock ?? systemClock
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  const discord = await startDiscord({ clock, ...options.discord })
  const claude = await startClaude({
    clock,
    speed: options.speed ?? Number.POSITIVE_INFINITY,
    ...options.claude,
  })
  const lines: string[] = []
  const config = readConfig(
    {
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.url,
      ANTHROPIC_API_KEY: 'sandbox-key',
      ANTHROPIC_BASE_URL: claude.url,
      FOOTER: 'full',
      MAX_MESSAGES: '500',
      QUOTE_QUESTION: 'off',
      TABLE_PICTURES: 'off',
      DATABASE_URL: `file:${join(folder, 'tendril.db')}`,
      ...options.environment,
    },
    () => '',
  )
  const log = createLog('debug', [discord.token, 'sandbox-key'], { write: (line) => void lines.push(line) })
  const metrics = config.healthPort ? createPrometheus() : undefined
  const start = (): Promise<Bot> =>
    startBot(config, {
      ...{ clock, log, metrics },
      ...(options.openStore && { openStore: options.openStore }),
      ...(options.drawTables && { drawTables: options.drawTables }),
    })
  let bot = await start()
  return {
    discord,
    claude,
    get bot() {
      return bot
    },
    database: config.databaseUrl.slice('file:'.length),
    log: () => lines.join(''),
    restart: async () => {
      await bot.stop()
      bot = await start()
    },
    close: async () => {
      await bot.stop()
      await discord.close()
      await claude.close()
      rmSync(folder, { recursive: true })
    },
  }
}
