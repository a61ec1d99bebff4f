import { afterEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed, type Seed } from '../../src/sandbox/discord/seed.ts'
import { stageOf } from '../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { type CalendarClock, createCalendarClock } from '../world/calendar-clock.ts'

const { ada, grace, aoi } = people
const { general, questions } = places
const [gardener, helper] = ['1100000000000000201', '1100000000000000202']

const [greenhouse, ...others] = defaultSeed.guilds
/** Grace has one role, and Aoi that and another one; both speak English here. */
const seed: Seed = {
  ...defaultSeed,
  users: defaultSeed.users.map(({ id, name, displayName }) => ({ id, name, displayName })),
  guilds: [
    {
      ...greenhouse,
      roles: [
        { id: gardener, name: 'Gardener' },
        { id: helper, name: 'Helper' },
      ],
      members: [
        { userId: ada },
        { userId: grace, roles: [gardener] },
        { userId: aoi, roles: [gardener, helper] },
      ],
    },
    ...others,
  ],
}

let world: BotWorld
let clock: CalendarClock
afterEach(() => world.close())

const { ask, ended, told, messages, press } = stageOf(() => world)

const start = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
  clock = createCalendarClock('2026-11-29')
  world = await startBotWorld({
    clock,
    discord: { seed },
    environment: { MAX_TOKENS: '1000', ...environment },
  })
}

const run = (name: string, options: Parameters<BotWorld['discord']['runCommand']>[0]['options'] = {}) =>
  told(world.discord.runCommand({ channelId: general, userId: ada, name, options }))

const budget = (amount: number, unit: 'microDollars' | 'tokens', period: 'day' | 'month', more = {}) =>
  run('budget set', { amount, unit, period, ...more })

/** Asks, and waits for the answer. */
const answered = async (end: string, userId: string, channelId = general): Promise<Message> => {
  world.claude.next(text(end))
  ask('What do you say?', channelId, userId)
  return ended(end, channelId)
}

const declined = async (userId: string, words: string, channelId = general): Promise<void> => {
  expect((await told(ask('In vain?', channelId, userId))).content).toContain(words)
}

test('the best of a member’s roles counts, by the day and in tokens', async () => {
  await start()
  await budget(500, 'tokens', 'day', { role: gardener })
  await budget(50_000, 'tokens', 'day', { role: helper })
  const words = 'Your allowance in this server for today doesn’t cover another answer: 0 tokens of 500 tokens'
  await declined(grace, words)
  await answered('Answered for a helper.', aoi)
  await declined(grace, words)
  // Who has none of the roles has no limit; an allowance by name goes before those of the roles.
  await answered('Answered for Ada.', ada)
  await budget(60_000, 'tokens', 'day', { person: grace })
  await answered('Answered for Grace.', grace)
})

test('a channel’s allowance counts for everybody there and in its threads, and nowhere else', async () => {
  await start()
  const answer = await answered('Answered before.', grace)
  await told(press(answer, 'new-thread', grace))
  await budget(0.001, 'microDollars', 'day', { channel: general })
  for (const person of [grace, aoi]) await declined(person, 'This channel’s allowance for today')
  await declined(grace, 'This channel’s allowance for today', answer.id)
  await answered('Answered elsewhere.', grace, questions)
})

test('what a month allows is not free again with the next day, but with the next month', async () => {
  await start()
  await budget(0.013, 'microDollars', 'month')
  world.claude.next(text(`${'word '.repeat(470)}The one of November.`))
  ask('A dear one?', general, grace)
  await ended('The one of November.')
  const words = 'This server’s allowance for this month doesn’t cover another answer'
  await declined(grace, words, questions)
  clock.passDays(1)
  await declined(grace, words, questions)
  clock.passDays(1)
  await answered('The first of December.', grace, questions)
})

test('moderators are told at 75 % and at 95 % of an allowance in tokens, once each', async () => {
  await start({ MAX_TOKENS: '20000', MAX_MESSAGES: '1' })
  await run('settings set moderators', { value: questions })
  await budget(22_000, 'tokens', 'day')
  const alerts = () => messages(questions).filter(({ content }) => content.includes(' %**'))

  const long = text(`${'word '.repeat(10_000)}The end.`)
  world.claude.next(long, long)
  ask('A long one?', general, grace)
  await world.discord.until(() => alerts().length === 1)
  expect(alerts()[0]?.content).toMatch(
    /^\*\*75 %\*\* of this server’s allowance for today is used: 1[6-9],\d{3} tokens of 22,000 tokens\./,
  )
  ask('And another one?', questions, aoi)
  await world.discord.until(() => alerts().length === 2)
  expect(alerts()[1]?.content).toMatch(
    /^\*\*95 %\*\* of this server’s allowance for today is used: 2[01],\d{3} tokens/,
  )
  await declined(grace, 'This server’s allowance for today', questions)
  expect(alerts()).toHaveLength(2)
})
