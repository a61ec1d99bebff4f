import { onTestFinished } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { type ChildBot, startChildBot } from '../crash/child-bot.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { channelId, guildId, manyGuilds } from '../sandbox/discord/many-guilds.ts'
import { people } from '../world/bot-world.ts'
import { createScaledClock } from '../world/scaled-clock.ts'

/** A reply that goes on for so many seconds, and ends in words that say so. */
export const longReply = (seconds: number): Answer => ({
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(seconds * 20)}the end` }],
  pace: { tokensPerSecond: 20 },
})

/** How a stage is, where not as usual. */
type StageOptions = {
  readonly guilds?: number
  /** What Claude answers to everything; by default the sandbox chooses. */
  readonly answer?: () => Answer
  /** Of every process. */
  readonly environment?: Readonly<Record<string, string>>
}

/** The database's address for one process, whose connections have its name. */
const named = (url: string, name: string): string => {
  const named = new URL(url)
  named.searchParams.set('application_name', name)
  return named.href
}

/**
 * A Discord of many servers, a Claude and a PostgreSQL; the bot runs in as many processes as a test starts: `process-1`, `process-2`
 * … Discord's log and the database know them by these names.
 */
export const aShardedStage = async (
  shards: number,
  { guilds = 8, answer, environment }: StageOptions = {},
) => {
  const url = await aDatabase()
  const discord = await startDiscord({
    seed: manyGuilds(guilds),
    wireLogSize: 500_000,
    gatewayRules: { shards, maxConcurrency: shards, identifyEveryMs: 4_500 },
  })
  const claudeClock = createScaledClock(1, Number.POSITIVE_INFINITY)
  const claude = await startClaude({ clock: claudeClock, speed: 1, ...(answer && { answer }) })
  const bots: ChildBot[] = []
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') for (const bot of bots) console.error(bot.output())
    for (const bot of bots) {
      bot.process.kill('SIGCONT')
      await bot.kill()
    }
    await discord.close()
    await claude.close()
  })
  const botId = discord.application.botId
  return {
    ...{ url, discord, claude },
    /** Lets Claude write so many times as fast from now on. */
    hurry: claudeClock.setSpeed,
    /** Starts another process. */
    start: (database = url): ChildBot => {
      const name = `process-${bots.length + 1}`
      const bot = startChildBot({
        ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.urlFor(name) },
        ...{ ANTHROPIC_API_KEY: 'sandbox-key', ANTHROPIC_BASE_URL: claude.url },
        ...{ DATABASE_URL: named(database, name), SHARDS: 'auto', LOG_LEVEL: 'info' },
        ...{ MAX_WAITING_PER_PERSON: '9999', MAX_WAITING_PER_CHANNEL: '9999' },
        ...environment,
      })
      bots.push(bot)
      return bot
    },
    /** Somebody asks in the nth server. */
    ask: (guild: number, content: string, userId = people.ada): Message =>
      discord.say({ channelId: channelId(guild), userId, content: `<@${botId}> ${content}` }),
    /** The bot's messages in the nth server. */
    replies: (guild: number): readonly Message[] =>
      discord.messages(channelId(guild)).filter(({ authorId }) => authorId === botId),
    ...{ guildId, channelId },
  }
}

/**
 * How often each question was declined, by its id: by a reply in words, by a direct message that is about it, or by a reaction where
 * those words were sent a moment ago.
 */
export const declinesIn = (discord: Discord): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  const add = (id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1)
  for (const { id } of discord.channels())
    for (const message of discord.messages(id)) {
      if (message.reactions.length > 0) add(message.id)
      const { reference, nonce, content } = message
      const about = /^d(\d+)$/.exec(String(nonce ?? ''))?.[1]
      if (about !== undefined) add(about)
      else if (reference && declining.test(content)) add(reference.messageId)
    }
  return counts
}

const declining = /can’t save|doesn’t cover another answer|is held by answers/

/** How many of the shards are connected. */
export const connectedTo = (discord: Discord): number =>
  new Set(discord.gateway.sessions().flatMap(({ shard, connected }) => (connected ? [shard[0]] : []))).size

/** How often a process has taken a shard. */
export const taken = (bot: ChildBot): number => bot.output().split('a shard is taken').length - 1

/** How many shards a process holds, as far as its log says. */
export const shardsHeldBy = (bot: ChildBot | undefined): number => {
  const said = (words: string): number => (bot?.output().split(words).length ?? 1) - 1
  return said('a shard is taken') - said('is handed over')
}
