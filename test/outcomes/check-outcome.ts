import { DatabaseSync } from 'node:sqlite'
import type { ExpectStatic } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { LoggedRequest } from '../../src/sandbox/claude/request-log.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, type BotWorldOptions, people, startBotWorld } from '../world/bot-world.ts'
import { createScaledClock, type ScaledClock } from '../world/scaled-clock.ts'
import { logged } from './logged.ts'
import type { Outcome, Stage, StagedOutcome } from './outcome.ts'

const guildId = '1100000000000000100'
const plenty = { limit: 1_000, windowMs: 1_000 }

/** Lets an outcome happen in a world of its own, and compares what came of it with what was to come. */
export const checkOutcome = async (
  { outcome, options = {} }: StagedOutcome,
  expect: ExpectStatic,
): Promise<void> => {
  const clock = createScaledClock()
  const world = await startOutcomeWorld(outcome, options, clock)
  try {
    await check(world, clock, outcome, expect)
  } finally {
    clock.setSpeed(1)
    await world.close()
  }
}

const startOutcomeWorld = (
  outcome: Outcome,
  options: BotWorldOptions,
  clock: ScaledClock,
): Promise<BotWorld> => {
  let asked = 0
  return startBotWorld({
    ...options,
    clock,
    discord: { limits: { 'POST /channels/:channel_id/messages': plenty }, ...options.discord },
    claude: {
      speed: 1,
      answer: ({ prompt }) => {
        // Only what is wrong with the question itself is still wrong when the next one comes.
        const isOver = prompt.includes(next) && outcome.kept !== 'that a question is left out'
        if (!prompt.includes(outcome.what) || isOver) return text('Fine.')
        asked += 1
        return outcome.answer?.(asked - 1) ?? text('Fine.')
      },
    },
  })
}

const check = async (
  world: BotWorld,
  clock: ScaledClock,
  outcome: Outcome,
  expect: ExpectStatic,
): Promise<void> => {
  const { discord } = world
  const channel = discord.createChannel({ guildId, name: 'a-channel' })
  const channelId = outcome.inThread
    ? discord.startThread({ channelId: channel.id, userId: people.ada, name: 'a thread' }).id
    : channel.id
  const stage: Stage = { world, clock, channelId, guildId, texted: () => texted(world, channelId) }
  await discord.until(() => discord.gateway.connected() > 0)
  // Slow, so that Discord's three seconds are enough on the busiest machine.
  clock.setSpeed(0.2)
  await outcome.before?.(stage)
  await ask(world, channelId, outcome)
  clock.setSpeed(outcome.speed ?? 1)
  await outcome.meanwhile?.(stage)
  await seen(stage, outcome)
  await expect.poll(() => requestsFor(world, outcome).every(({ outcome: end }) => end !== 'open')).toBe(true)
  clock.setSpeed(1)
  const requests = requestsFor(world, outcome)
  const begun = requests.filter(({ status }) => status === 200)
  expect({ requests: countWord(requests.length), billed: begun.length }).toEqual({
    requests: outcome.requests,
    billed: outcome.billed,
  })
  if (outcome.sees !== null) expect(offered(messagesOf(world, channelId))).toEqual(outcome.offers)
  else expect(requests.map(({ outcome: end }) => end)).toEqual(outcome.billed === 0 ? [] : ['left'])
  // A little more than 20 s, as the last request itself takes its time.
  expect((requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0)).toBeLessThan(21_000)
  await outcome.afterwards?.(stage)
  const isThere = discord.channel(channelId) !== undefined
  const nextId = isThere ? channelId : discord.createChannel({ guildId, name: 'another-channel' }).id
  const answers = answersIn(world, nextId)
  await checkKept(world, nextId, outcome, expect)
  if (!isThere || outcome.next === undefined) await discord.until(() => answersIn(world, nextId) > answers)
  await checkLog(world, outcome, expect)
  await checkBooks(world, outcome, expect)
}

/** What was billed is recorded, and nothing is left for the next start to ask: else it would be billed again. */
const checkBooks = async (
  world: BotWorld,
  { billed, billedBefore = 0 }: Outcome,
  expect: ExpectStatic,
): Promise<void> => {
  const books = (): unknown => {
    const db = new DatabaseSync(world.database, { readOnly: true })
    const row = db
      .prepare(
        `select (select count(*) from spending) spent,
          (select count(*) from turn where state in ('waiting', 'writing')) undone`,
      )
      .get()
    db.close()
    return row
  }
  const asked = world.claude.requests().filter(({ body }) => JSON.stringify(body)?.includes(next)).length
  await expect.poll(books).toEqual({ spent: billedBefore + billed + Math.min(asked, 1), undone: 0 })
}

/** Waits until the person sees what they are to see, and nothing grows any more. */
const seen = async ({ world, channelId }: Stage, { sees }: Outcome): Promise<void> => {
  if (sees === null) return
  await world.discord.until(() => {
    const shown = messagesOf(world, channelId)
    return shown.some(({ content }) => content.includes(sees)) && shown.every(isAtRest)
  })
}

const countWords = ['none', 'one', 'two'] as const

const countWord = (count: number): Outcome['requests'] => countWords[count] ?? 'several'

/** The actions of the buttons under messages that can be pressed, those that every reply has aside. */
export const offered = (messages: readonly Message[]): readonly string[] =>
  messages
    .flatMap(({ components }) => [
      ...JSON.stringify(components).matchAll(/\{[^{}]*"custom_id":"([\w-]+):(?:[^{}]|\{[^{}]*\})*\}/g),
    ])
    .flatMap(([button, action = '']) => (button.includes('"disabled":true') ? [] : [action]))
    .filter((action) => action !== 'new-thread' && action !== 'details')

const next = 'What was it about?'

const checkKept = async (
  world: BotWorld,
  channelId: string,
  outcome: Outcome,
  expect: ExpectStatic,
): Promise<void> => {
  const { discord } = world
  await discord.until(() => discord.gateway.connected() > 0)
  discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: next } })
  const bodies = (): readonly string[] =>
    world.claude
      .requests()
      .filter(({ path }) => path.endsWith('/messages'))
      .map(({ body }) => JSON.stringify(body))
      .filter((body) => body.includes(next))
  await expect.poll(() => bodies().length).toBeGreaterThan(0)
  const [history = ''] = bodies()
  expect({ question: history.includes(outcome.what), reply: /"assistant"/.test(history) }).toEqual({
    question: outcome.kept.startsWith('question'),
    reply: outcome.kept.startsWith('question and'),
  })
}

/** How many messages of the channel are whole answers such as the next question gets. */
const answersIn = (world: BotWorld, channelId: string): number =>
  messagesOf(world, channelId).filter((message) => message.content.includes('Fine.') && isAtRest(message))
    .length

/** The log says what it is to say, and nothing that it must not: no secret, nothing of what was said. */
const checkLog = async (world: BotWorld, { what, logs }: Outcome, expect: ExpectStatic): Promise<void> => {
  await expect.poll(() => logged(world.log())).toEqual([...logs].sort())
  const tokens = world.discord
    .requests()
    .flatMap(({ path }) => /\/(?:webhooks|interactions)\/\d+\/([^/]+)/.exec(path)?.[1] ?? [])
  for (const secret of [world.discord.token, 'sandbox-key', what, next, 'word word', 'Fine.', ...tokens])
    expect(world.log()).not.toContain(secret)
}

const ask = async (world: BotWorld, channelId: string, { what, asked }: Outcome): Promise<void> => {
  const { discord } = world
  if (asked === 'by mention') {
    const content = `<@${discord.application.botId}> ${what}`
    discord.say({ channelId, userId: people.ada, content })
    return
  }
  const options = { prompt: what }
  await discord.answered(discord.runCommand({ channelId, userId: people.ada, name: 'ask', options }))
}

const requestsFor = ({ claude }: BotWorld, { what }: Outcome): readonly LoggedRequest[] =>
  claude
    .requests()
    .filter(
      ({ path, body }) =>
        path.includes('messages') &&
        JSON.stringify(body).includes(what) &&
        !JSON.stringify(body).includes(next),
    )

const messagesOf = ({ discord }: BotWorld, channelId: string): readonly Message[] =>
  discord.channel(channelId) === undefined
    ? []
    : discord.messages(channelId).filter(({ authorId }) => authorId === discord.application.botId)

const isAtRest = (message: Message): boolean =>
  !message.content.includes('▌') && !JSON.stringify(message).includes('"stop:')

const texted = (world: BotWorld, channelId: string): Promise<Message> =>
  world.discord.until(() => messagesOf(world, channelId).find(({ content }) => content.includes('word')))
