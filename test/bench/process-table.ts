import { readFileSync } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { type ChildBot, startChildBot } from '../crash/child-bot.ts'
import { type PostgresServer, startPostgres } from '../postgres/start-postgres.ts'
import { channelId, manyGuilds } from '../sandbox/discord/many-guilds.ts'
import { people } from '../world/bot-world.ts'
import { markdownTable, ms } from './markdown.ts'

const shards = 4
const guilds = 40

const answer: Answer = {
  type: 'reply',
  say: [{ type: 'text', text: `${'word '.repeat(150)}the end` }],
  pace: { tokensPerSecond: 30 },
}

/** Seconds of CPU that a process has used, and its memory in MB; Linux alone says so. */
const usageOf = ({ process: { pid } }: ChildBot): { readonly cpu: number; readonly memory: number } => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return {
    cpu: (Number(fields[11]) + Number(fields[12])) / 100,
    memory: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024,
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const run = async (processes: number, questions: number, server: PostgresServer): Promise<string[]> => {
  const url = await server.create(`bot_${processes}`)
  const discord = await startDiscord({
    seed: manyGuilds(guilds),
    gatewayRules: { shards, maxConcurrency: shards },
    latencyMs: 60,
    wireLogSize: 200_000,
  })
  const claude = await startClaude({ clock: systemClock, speed: 1, answer: () => answer })
  const bots = Array.from({ length: processes }, () =>
    startChildBot({
      ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.url, DATABASE_URL: url, SHARDS: 'auto' },
      ...{ ANTHROPIC_API_KEY: 'sandbox-key', ANTHROPIC_BASE_URL: claude.url, MAX_WAITING_PER_PERSON: '9999' },
    }),
  )
  const held = (bot: ChildBot): number =>
    bot.output().split('a shard is taken').length - bot.output().split('is handed over').length
  const isSpread = (): boolean =>
    discord.gateway.connected() === shards && bots.every((bot) => held(bot) === shards / processes)
  while (!isSpread()) await new Promise<void>((resolve) => void systemClock.after(500, resolve))
  discord.forgetRequests()
  const before = bots.map(usageOf)
  const begun = performance.now()
  const botId = discord.application.botId
  for (let n = 0; n < questions; n += 1)
    discord.say({
      channelId: channelId(n % guilds),
      userId: people.ada,
      content: `<@${botId}> question ${n}`,
    })
  const replies = () =>
    Array.from({ length: guilds }, (_, n) => discord.messages(channelId(n)))
      .flat()
      .filter(
        ({ authorId, content, components }) =>
          authorId === botId && content.includes('the end') && components.length > 0,
      )
  await discord.until(() => replies().length >= guilds, {
    within: 300_000,
    what: 'every place has its reply',
  })
  const took = performance.now() - begun
  const after = bots.map(usageOf)
  const requests = discord.requests().length
  const cpu = sum(after.map((usage, n) => usage.cpu - (before[n]?.cpu ?? 0)))
  for (const bot of bots) await bot.kill()
  await discord.close()
  await claude.close()
  return [
    `${processes}`,
    ms(took),
    ((cpu * 1_000) / replies().length).toFixed(0),
    (requests / replies().length).toFixed(1),
    sum(after.map(({ memory }) => memory)).toFixed(0),
  ]
}

/** The same load on one, two and four processes that share the bot. */
export const processTable = async (isQuick: boolean): Promise<string> => {
  const server = await startPostgres({ settings: { fsync: 'on', full_page_writes: 'on' } })
  const rows: string[][] = []
  for (const processes of [1, 2, 4]) rows.push(await run(processes, isQuick ? guilds : guilds * 2, server))
  await server.close()
  const head = [
    'processes',
    'all is answered after',
    'ms of CPU per reply',
    'requests to Discord per reply',
    'memory, MB, together',
  ]
  return `## Several processes\n\nThe same questions in ${guilds} servers over ${shards} shards, replies of 5 s, 60 ms to Discord. Discord, Claude, PostgreSQL and all processes share this machine, so more of them cannot be faster than it is.\n\n${markdownTable(head, rows)}\n`
}
