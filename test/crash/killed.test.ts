import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../../src/clock.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Prompt } from '../../src/sandbox/claude/prompt.ts'
import { seededRandom } from '../../src/sandbox/claude/seeded-random.ts'
import { type SandboxClaude, startClaude } from '../../src/sandbox/claude/start-claude.ts'
import { defaultSeed } from '../../src/sandbox/discord/seed.ts'
import { type Discord, startDiscord } from '../../src/sandbox/discord/start-discord.ts'
import { people } from '../world/bot-world.ts'
import { startChildBot } from './child-bot.ts'
import { type Asking, allWords, heardOf, wordsIn, wordsOf } from './killed-asking.ts'

/** How often the bot is killed; 200 in the long run. */
const kills = Number(process.env['KILLS'] ?? 4)
const channelIds = Array.from({ length: 20 }, (_, index) =>
  String(1_100_000_000_000_001_000n + BigInt(index)),
)

const seed = {
  ...defaultSeed,
  guilds: defaultSeed.guilds.slice(0, 1).map((guild) => ({
    ...guild,
    channels: channelIds.map((id, index) => ({ id, name: `channel-${index}` })),
  })),
}

/** Each question has words of its own, so that nothing lost, doubled or mixed up goes unseen. */
const answerTo = ({ prompt }: Prompt) => {
  const number = /question (\d+)/.exec(prompt)?.[1]
  return text(number === undefined ? 'At last.' : allWords(Number(number)).join(' '))
}

/** Everything of ours in a channel, as a reader sees it. */
const contents = (discord: Discord, channelId: string): readonly string[] =>
  discord.messages(channelId).map(({ content }) => content)

/** What Claude is sent of a channel's past with its next question. */
const historyAfter = async (discord: Discord, claude: SandboxClaude, channelId: string) => {
  const prompt = `the last one of ${channelId}`
  discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt } })
  await discord.until(
    () => contents(discord, channelId).at(-1)?.startsWith('At last.') && isAtRest(discord, channelId),
  )
  const request = claude.requests().findLast(({ body }) => JSON.stringify(body).includes(prompt))
  const { messages } = history.parse(request?.body)
  const textOf = (role: string): string =>
    messages
      .filter((message) => message.role === role)
      .flatMap(({ content }) => content.map((part) => part.text))
      .join(' ')
  return { answers: textOf('assistant'), questions: textOf('user').match(/question \d+/g) ?? [] }
}

const history = z.object({
  messages: z.array(z.object({ role: z.string(), content: z.array(z.object({ text: z.string() })) })),
})

/**
 * Nothing in the channel grows any more, and its last message says how it ended. One that is empty was acknowledged by a
 * bot that died before it knew the question: Discord itself says then that there was no answer.
 */
const isAtRest = (discord: Discord, channelId: string, newest = Number.POSITIVE_INFINITY): boolean =>
  /^$|-# /.test(contents(discord, channelId).at(-1) ?? '') &&
  discord
    .messages(channelId)
    .slice(-newest)
    .every((message) => !message.content.includes('▌') && !JSON.stringify(message).includes('"stop:'))

/** How many questions the bot has still to answer, and answers it has still to end or to show. */
const undone = (file: string): number => {
  const db = new DatabaseSync(file, { readOnly: true })
  const sql = "select count(*) n from turn where state in ('waiting', 'writing') or displayed = 0"
  const { n } = z.object({ n: z.number() }).parse(db.prepare(sql).get())
  db.close()
  return n
}

const expectNothingDoubled = (discord: Discord, channelId: string): void => {
  const shown = wordsIn(contents(discord, channelId).slice(-20).join(' '))
  const seen = new Set<string>()
  const doubled = shown.filter((word) => seen.size === seen.add(word).size)
  expect(doubled, contents(discord, channelId).slice(-6).join('\n\n')).toEqual([])
}

test('killed at any moment, every message is put right and every conversation goes on', {
  timeout: 120_000 + kills * 30_000,
}, async () => {
  const random = seededRandom(Number(process.env['SEED'] ?? 1))
  const discord = await startDiscord({ seed, latencyMs: 10 })
  const claude = await startClaude({ clock: systemClock, speed: 6, answer: answerTo })
  const file = join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')
  const environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    MAX_WAITING_PER_PERSON: '1000',
    CONTEXT_TOKENS: '900000',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${file}`,
  }
  let bot = startChildBot(environment)
  await bot.ready
  let question = 0
  let slowest = 0
  const heard = new Map(channelIds.map((id): [string, string[]] => [id, []]))

  onTestFinished(() => void bot.process.kill('SIGKILL'))

  /** Looked at now and then, and the newest first: there will be thousands of messages. */
  const allAtRest = async (): Promise<void> => {
    const late = AbortSignal.timeout(120_000)
    while (
      undone(file) > 0 ||
      !channelIds.every((id) => isAtRest(discord, id, 6)) ||
      !channelIds.every((id) => isAtRest(discord, id))
    ) {
      if (late.aborted) throw new Error(`no rest after question ${question}:\n${bot.output()}`)
      await wait(20)
    }
  }

  /**
   * Kills the bot at its `count`th change of the world from now on, or a little later: after it took effect, before it
   * knows, or between two writes of its own. On a machine so busy that there are not as many, after five seconds.
   */
  const killAtChange = async (count: number, later: number): Promise<void> => {
    let left = count
    await new Promise<void>((resolve) => {
      const latest = setTimeout(resolve, 5_000)
      const stop = discord.onEvent(() => {
        left -= 1
        if (left > 0) return
        stop()
        clearTimeout(latest)
        resolve()
      })
    })
    if (later > 0) await wait(later)
    await bot.kill()
  }

  const ask = (channelId: string): Asking => {
    question += 1
    const before = discord.messages(channelId).length
    const options = { prompt: `question ${question}` }
    discord.runCommand({ channelId, userId: people.ada, name: 'ask', options })
    return { question, channelId, before }
  }

  /**
   * Looks every 200 ms how much of each answer is seen, unless nothing has happened at all: time in which the bot was not
   * let run does not count. Gives, in the end, how much that was so many looks ago.
   */
  const watch = (asked: readonly Asking[]) => {
    const seen: (readonly number[])[] = []
    let hasHappened = false
    const stop = discord.onEvent(() => {
      hasHappened = true
    })
    const look = (): void => {
      if (hasHappened) seen.push(asked.map((one) => wordsOf(one, discord).length))
      hasHappened = false
    }
    const timer = setInterval(look, 200)
    return (looks: number): readonly number[] => {
      stop()
      clearInterval(timer)
      return seen.at(-looks) ?? asked.map(() => 0)
    }
  }

  for (let round = 0; round < kills; round += 1) {
    const asked = channelIds.map(ask)
    const seen = watch(asked)
    await killAtChange(20 + Math.floor(random() * 200), Math.max(0, random() - 0.5) * 60)
    // Two seconds: a text is stored every 0.8 s.
    const keptAtLeast = seen(10)
    // What had not begun is answered now: how fast Claude writes is not what is measured.
    claude.setSpeed(Number.POSITIVE_INFINITY)
    bot = startChildBot(environment)
    await bot.ready
    const readyAt = performance.now()
    await allAtRest()
    slowest = Math.max(slowest, performance.now() - readyAt)
    expect(slowest).toBeLessThan(10_000)
    claude.setSpeed(6)
    for (const [index, one] of asked.entries()) {
      if (heardOf(one, discord)) heard.get(one.channelId)?.push(`question ${one.question}`)
      expect(wordsOf(one, discord).length).toBeGreaterThanOrEqual(keptAtLeast[index] ?? 0)
      expectNothingDoubled(discord, one.channelId)
    }
    if (process.env['KILLS']) console.info({ killed: round + 1, slowest })
  }

  claude.setSpeed(Number.POSITIVE_INFINITY)
  const check = async (channelId: string): Promise<void> => {
    const shown = wordsIn(contents(discord, channelId).join(' '))
    const said = await historyAfter(discord, claude, channelId)
    expectNothingDoubled(discord, channelId)
    expect(wordsIn(said.answers)).toEqual(shown)
    expect(said.questions).toEqual(heard.get(channelId))
  }
  await Promise.all(channelIds.map(check))
  if (process.env['KILLS'])
    console.info({ kills, questions: question, slowestSeconds: Math.round(slowest / 100) / 10 })
  await bot.kill()
  await discord.close()
  await claude.close()
})
