import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { systemClock } from '../src/clock.ts'
import { text } from '../src/sandbox/claude/answer.ts'
import type { Asked } from '../src/sandbox/claude/asked.ts'
import { seeded } from '../src/sandbox/claude/random.ts'
import { type SandboxClaude, startClaude } from '../src/sandbox/claude/start-claude.ts'
import { defaultSeed } from '../src/sandbox/discord/seed.ts'
import { type Discord, startDiscord } from '../src/sandbox/discord/start-discord.ts'
import { people } from './bot-world.ts'
import { startChildBot } from './child-bot.ts'

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

const words = (question: number): string =>
  Array.from({ length: 420 }, (_, index) => `q${question}w${index};`).join(' ')

/** Each question has words of its own, so that nothing lost, doubled or mixed up goes unseen. */
const answerTo = ({ prompt }: Asked) => {
  const number = /question (\d+)/.exec(prompt)?.[1]
  return text(number === undefined ? 'At last.' : words(Number(number)))
}

/** Everything of ours in a channel, as a reader sees it. */
const contents = (discord: Discord, channelId: string): readonly string[] =>
  discord.messages(channelId).map(({ content }) => content)

const wordsIn = (text: string): readonly string[] => text.match(/q\d+w\d+;/g) ?? []

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
  /^$|-# /m.test(contents(discord, channelId).at(-1) ?? '') &&
  discord
    .messages(channelId)
    .slice(-newest)
    .every((message) => !message.content.includes('▌') && !JSON.stringify(message).includes('"stop:'))

const expectNothingDoubled = (discord: Discord, channelId: string): void => {
  const shown = wordsIn(contents(discord, channelId).slice(-20).join(' '))
  const seen = new Set<string>()
  const doubled = shown.filter((word) => seen.size === seen.add(word).size)
  expect(doubled, contents(discord, channelId).slice(-6).join('\n\n')).toEqual([])
}

test('killed at any moment, every message is put right and every conversation goes on', {
  timeout: 60_000 + kills * 15_000,
}, async () => {
  const random = seeded(Number(process.env['SEED'] ?? 1))
  const discord = await startDiscord({ seed, latencyMs: 10 })
  const claude = await startClaude({ clock: systemClock, speed: 4, answer: answerTo })
  const environment = {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.url,
    ANTHROPIC_API_KEY: 'key',
    MAX_WAITING_PER_PERSON: '1000',
    CONTEXT_TOKENS: '900000',
    ANTHROPIC_BASE_URL: claude.url,
    DATABASE_URL: `file:${join(mkdtempSync(join(tmpdir(), 'tendril-')), 'tendril.db')}`,
  }
  let bot = startChildBot(environment)
  await bot.ready
  let question = 0
  let slowest = 0

  onTestFinished(() => void bot.process.kill('SIGKILL'))

  /** Looked at now and then, and the newest first: there will be thousands of messages. */
  const allAtRest = async (): Promise<void> => {
    const late = AbortSignal.timeout(120_000)
    while (
      !channelIds.every((id) => isAtRest(discord, id, 6)) ||
      !channelIds.every((id) => isAtRest(discord, id))
    ) {
      if (late.aborted) throw new Error(`no rest after question ${question}:\n${bot.output()}`)
      await wait(20)
    }
  }

  /**
   * Kills the bot at its `count`th change of the world from now on: after it took effect, before it knows. On a machine so
   * busy that there are not as many, after ten seconds.
   */
  const killAtChange = async (count: number): Promise<void> => {
    let left = count
    await new Promise<void>((resolve) => {
      const latest = setTimeout(resolve, 10_000)
      const stop = discord.onEvent(() => {
        left -= 1
        if (left > 0) return
        stop()
        clearTimeout(latest)
        resolve()
      })
    })
    await bot.kill()
  }

  for (let round = 0; round < kills; round += 1) {
    for (const channelId of channelIds) {
      question += 1
      discord.runCommand({
        channelId,
        userId: people.ada,
        name: 'ask',
        options: { prompt: `question ${question}` },
      })
    }
    await killAtChange(20 + Math.floor(random() * 130))
    // What had not begun is answered now: how fast Claude writes is not what is measured.
    claude.setSpeed(Number.POSITIVE_INFINITY)
    bot = startChildBot(environment)
    await bot.ready
    const readyAt = performance.now()
    await allAtRest()
    slowest = Math.max(slowest, performance.now() - readyAt)
    expect(slowest).toBeLessThan(10_000)
    claude.setSpeed(4)
    for (const id of channelIds) expectNothingDoubled(discord, id)
    if (process.env['KILLS']) console.info({ killed: round + 1, slowest })
  }

  claude.setSpeed(Number.POSITIVE_INFINITY)
  const check = async (channelId: string): Promise<void> => {
    const shown = wordsIn(contents(discord, channelId).join(' '))
    const said = await historyAfter(discord, claude, channelId)
    expectNothingDoubled(discord, channelId)
    expect(wordsIn(said.answers)).toEqual(shown)
    expect(new Set(said.questions).size).toBe(said.questions.length)
  }
  await Promise.all(channelIds.map(check))
  if (process.env['KILLS'])
    console.info({ kills, questions: question, slowestSeconds: Math.round(slowest / 100) / 10 })
  await bot.kill()
  await discord.close()
  await claude.close()
})
