import { expect } from 'vitest'
import type { Answer } from '../../src/sandbox/claude/answer.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { LoggedRequest } from '../../src/sandbox/claude/request-log.ts'
import type { Interaction } from '../../src/sandbox/discord/interaction.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, type BotWorldOptions, people, startBotWorld } from '../bot-world.ts'
import { createScaledClock, type ScaledClock } from '../scaled-clock.ts'

/** One way in which it can go wrong, and the one outcome that it has. */
export type Outcome = {
  readonly what: string
  /** What Claude answers; `Fine.` if not given. `nth` counts the requests for this question from 0. */
  readonly answer?: (nth: number) => Answer
  /** How much faster time passes once the question is acknowledged. */
  readonly speed?: number
  /** What goes wrong after the question was asked. */
  readonly meanwhile?: (stage: Stage) => Promise<void> | void
  /** What goes wrong before. */
  readonly before?: (stage: Stage) => void
  /** Whether the question is asked in a thread of the channel. */
  readonly inThread?: boolean
  /** Words on the message afterwards; null where there is nothing to be seen any more. */
  readonly sees: string | null
  /** In words, where the person sees something else than words of ours. */
  readonly instead?: string
  /** What the next question's history has of it. */
  readonly kept: 'question and reply' | 'question and text so far' | 'question' | 'nothing'
  /** How many requests Claude gets for it. */
  readonly requests: 'none' | 'one' | 'several'
  /** How many of them begin to answer, which is when tokens are billed. */
  readonly billed: 0 | 1
}

/** One question's stage. */
export type Stage = {
  readonly world: BotWorld
  readonly clock: ScaledClock
  readonly channelId: string
  readonly guildId: string
  /** Resolves with the message once text of Claude's is on it. */
  readonly texted: () => Promise<Message>
}

export type OutcomeWorld = {
  readonly close: () => Promise<void>
  readonly check: (outcome: Outcome) => Promise<void>
}

const guildId = '1100000000000000100'
const plenty = { limit: 1_000, windowMs: 1_000 }

/** A world in which outcomes are tried one after the other, each in a channel of its own. */
export const startOutcomeWorld = async (
  outcomes: readonly Outcome[],
  options: BotWorldOptions = {},
): Promise<OutcomeWorld> => {
  const clock = createScaledClock()
  const asked = new Map<string, number>()
  const world = await startBotWorld({
    ...options,
    clock,
    environment: { MAX_WAITING_PER_PERSON: '1000' },
    discord: { limits: { 'POST /channels/:channel_id/messages': plenty }, ...options.discord },
    claude: {
      speed: 1,
      answer: ({ prompt }) => {
        const outcome = outcomes.find(({ what }) => prompt === what)
        const nth = asked.get(prompt) ?? 0
        asked.set(prompt, nth + 1)
        return outcome?.answer?.(nth) ?? text('Fine.')
      },
    },
  })
  return { close: world.close, check: (outcome) => check(world, clock, outcome) }
}

const check = async (world: BotWorld, clock: ScaledClock, outcome: Outcome): Promise<void> => {
  const { discord } = world
  const channel = discord.createChannel({ guildId, name: 'a-channel' })
  const channelId = outcome.inThread
    ? discord.startThread({ channelId: channel.id, userId: people.ada, name: 'a thread' }).id
    : channel.id
  const stage: Stage = { world, clock, channelId, guildId, texted: () => texted(world, channelId) }
  await discord.until(() => discord.gateway.connected() > 0)
  // Slow, so that Discord's three seconds are enough on the busiest machine.
  clock.setSpeed(0.2)
  outcome.before?.(stage)
  const interaction = ask(world, channelId, outcome.what)
  await discord.answered(interaction)
  clock.setSpeed(outcome.speed ?? 1)
  await outcome.meanwhile?.(stage)
  if (outcome.sees !== null) {
    const words = outcome.sees
    await discord.until(() => {
      const shown = messagesOf(world, channelId)
      return shown.some(({ content }) => content.includes(words)) && shown.every(isAtRest)
    })
  }
  await expect.poll(() => requestsFor(world, outcome).every(({ outcome: end }) => end !== 'open')).toBe(true)
  clock.setSpeed(1)
  const requests = requestsFor(world, outcome)
  const begun = requests.filter(({ status }) => status === 200)
  expect({ requests: countWord(requests.length), billed: begun.length }).toEqual({
    requests: outcome.requests,
    billed: outcome.billed,
  })
  if (discord.channel(channelId) === undefined) return
  await checkKept(world, channelId, outcome)
}

const countWord = (count: number): Outcome['requests'] =>
  count === 0 ? 'none' : count === 1 ? 'one' : 'several'

const checkKept = async (world: BotWorld, channelId: string, outcome: Outcome): Promise<void> => {
  await world.discord.until(() => world.discord.gateway.connected() > 0)
  const known = new Set(world.claude.requests().map(({ id }) => id))
  const next = 'What was it about?'
  ask(world, channelId, next)
  const bodies = (): readonly string[] =>
    world.claude
      .requests()
      .filter(({ id, path }) => path.endsWith('/messages') && !known.has(id))
      .map(({ body }) => JSON.stringify(body))
      .filter((body) => body.includes(next))
  await expect.poll(() => bodies().length, { timeout: 10_000 }).toBeGreaterThan(0)
  const [history = ''] = bodies()
  expect({ question: history.includes(outcome.what), reply: /"assistant"/.test(history) }).toEqual({
    question: outcome.kept !== 'nothing',
    reply: outcome.kept.startsWith('question and'),
  })
}

const ask = (world: BotWorld, channelId: string, prompt: string): Interaction =>
  world.discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt } })

const requestsFor = ({ claude }: BotWorld, { what }: Outcome): readonly LoggedRequest[] =>
  claude
    .requests()
    .filter(({ path, body }) => path.includes('messages') && JSON.stringify(body).includes(what))

const messagesOf = ({ discord }: BotWorld, channelId: string): readonly Message[] =>
  discord.channel(channelId) === undefined
    ? []
    : discord.messages(channelId).filter(({ authorId }) => authorId === discord.application.botId)

const isAtRest = (message: Message): boolean =>
  !message.content.includes('▌') && !JSON.stringify(message).includes('"stop:')

const texted = (world: BotWorld, channelId: string): Promise<Message> =>
  world.discord.until(() => messagesOf(world, channelId).find(({ content }) => content.includes('word')))
