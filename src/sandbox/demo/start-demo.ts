import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Clock } from '../../clock.ts'
import { type Discord, startDiscord } from '../discord/start-discord.ts'
import { type BotProcess, startBotProcess } from '../page/bot-process.ts'
import { carryOut } from '../page/carry-out.ts'
import { cast, mutedChannelId } from '../page/cast.ts'
import { createKnobs } from '../page/knobs.ts'
import { type Newsroom, openNewsroom, soFar } from '../page/newsroom.ts'
import type { PageWorld } from '../page/serve-page.ts'
import { type ClaudeSide, startClaudeSide } from './claude-side.ts'

/** How the demo is started. */
export type DemoOptions = {
  readonly clock: Clock
  readonly environment: Readonly<Record<string, string | undefined>>
  /** How much faster than timed the scripted Claude writes; 1 by default. */
  readonly speed?: number
  /** Each line that the bot logs. */
  readonly onLine: (line: string) => void
}

/** The whole demo but its page. */
export type Demo = {
  readonly discord: Discord
  readonly claude: ClaudeSide
  readonly bot: BotProcess
  readonly newsroom: Newsroom
  readonly world: PageWorld
  /** Resolves once the bot is logged in and its commands are registered, or has ended. */
  readonly online: () => Promise<void>
  readonly stop: () => Promise<void>
}

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** A machine may take its time to start a process. */
const unlimited = { within: Number.POSITIVE_INFINITY }

/** A round trip to Discord in milliseconds, as it is from an ordinary connection. */
const roundTrip = 80

const botEnvironment = (
  options: DemoOptions,
  discord: Discord,
  claude: ClaudeSide,
  folder: string,
): Record<string, string | undefined> => ({
  ...options.environment,
  DISCORD_TOKEN: discord.token,
  DISCORD_API_URL: discord.url,
  // An empty value keeps one from a .env file out: that server is not here.
  DISCORD_GUILD_ID: '',
  ANTHROPIC_API_KEY: claude.apiKey,
  ANTHROPIC_BASE_URL: claude.baseUrl,
  DATABASE_URL: `file:${join(folder, 'tendril.db')}`,
  LOG_LEVEL: options.environment['LOG_LEVEL'] ?? 'warn',
})

const fileIn = (discord: Discord, id: string): ReturnType<PageWorld['file']> => {
  const bytes = discord.fileOf(id)
  if (bytes === undefined) return undefined
  const attachment = discord
    .channels()
    .flatMap((channel) => discord.messages(channel.id))
    .flatMap((message) => message.attachments)
    .find((it) => it.id === id)
  return attachment && { bytes, type: attachment.contentType, name: attachment.filename }
}

/** Starts a Discord, a Claude, and the bot between them; the bot's memory is a new folder that is removed at the end. */
export const startDemo = async (options: DemoOptions): Promise<Demo> => {
  const { clock, environment } = options
  const folder = await mkdtemp(join(tmpdir(), 'tendril-demo-'))
  const discord = await startDiscord({ clock, seed: cast, latencyMs: roundTrip })
  for (const { id } of cast.users) discord.directChannel(id)
  const { botId } = discord.application
  discord.setPermissions({ channelId: mutedChannelId, id: botId, deny: ['SEND_MESSAGES'] })
  const newsroom = openNewsroom(discord, clock)
  const { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: baseUrl } = environment
  const claude = await startClaudeSide(clock, newsroom.lag, key, baseUrl, options.speed ?? 1)
  const knobs = createKnobs({ discord, clock, setModels: claude.setModels }, roundTrip, (view) =>
    newsroom.publish({ type: 'knobs', knobs: view }),
  )
  const bot = startBotProcess({
    root,
    environment: botEnvironment(options, discord, claude, folder),
    onLine: options.onLine,
    onChange: (view) => newsroom.publish({ type: 'bot', bot: view }),
  })
  let isConnected = false
  /** Without its commands nothing can be asked of the bot yet. */
  const greet = (): void => {
    if (isConnected && discord.commands().length > 0 && bot.view().state !== 'online') bot.connected(true)
  }
  discord.onRequest(greet)
  discord.onEvent(({ type }) => {
    if (type === 'gateway-ready' || type === 'gateway-resumed') isConnected = true
    if (type === 'gateway-close' || type === 'gateway-deaf') {
      isConnected = false
      bot.connected(false)
    }
    greet()
  })
  const world: PageWorld = {
    snapshot: () => ({
      ...soFar(discord, newsroom),
      knobs: knobs.view(),
      bot: bot.view(),
      claude: claude.view,
    }),
    subscribe: newsroom.subscribe,
    carryOut: (act) => carryOut({ clock, discord, knobs, bot }, act),
    file: (id) => fileIn(discord, id),
  }
  return {
    ...{ discord, claude, bot, newsroom, world },
    online: async () => {
      await discord.until(() => ['online', 'ended'].includes(bot.view().state), unlimited)
    },
    stop: async () => {
      await bot.stop()
      await Promise.all([discord.close(), claude.close()])
      await rm(folder, { recursive: true, force: true })
    },
  }
}
