import { afterEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { stageOf } from '../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { type CalendarClock, createCalendarClock } from '../world/calendar-clock.ts'

let world: BotWorld
let clock: CalendarClock
afterEach(() => world.close())

const { ask, ended, told, requests, lastRequest } = stageOf(() => world)

const [sonnet, haiku] = ['claude-sonnet-5-5', 'claude-haiku-5-5']

const start = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
  clock = createCalendarClock('2026-11-29')
  world = await startBotWorld({ clock, environment: { MAX_TOKENS: '1000', ...environment } })
}

const run = (name: string, options: Parameters<BotWorld['discord']['runCommand']>[0]['options'] = {}) =>
  told(world.discord.runCommand({ channelId: places.general, userId: people.ada, name, options }))

/** Asks, and gives the answer, which with the usual model costs about 1.1 ¢. */
const answer = async (prompt: string, end: string, channelId = places.general): Promise<Message> => {
  world.claude.next(text(`${'word '.repeat(470)}${end}`))
  ask(prompt, channelId)
  return ended(end, channelId)
}

test('once three quarters of a budget are used a cheaper model answers and says why, until the next day', async () => {
  await start()
  const set = await run('settings set cheaper', { value: haiku })
  expect(set.content).toContain('**Cheaper model** for this server: Claude Haiku 5.5')
  await run('budget set', { amount: 0.013, unit: 'microDollars', period: 'day' })

  const usual = await answer('One?', 'The first answer.')
  expect(lastRequest()).toContain(`"model":"${sonnet}"`)
  expect(usual.content).not.toContain('cheaper')

  const cheaper = await answer('Two?', 'The second answer.')
  // What is left would not cover even 1,000 tokens of the usual model: what is reserved is the cheaper one's price.
  expect(lastRequest()).toContain(`"model":"${haiku}"`)
  expect(lastRequest()).toContain('"max_tokens":1000')
  const note = /cheaper model: (7[5-9]|8\d) % of today’s budget is used$/
  expect(cheaper.content).toMatch(/\n-# claude-haiku-5-5 · /)
  expect(cheaper.content).toMatch(note)

  await world.restart()
  const { id: messageId } = cheaper
  const details = { messageId, userId: people.ada, name: 'Details and buttons' }
  expect((await told(world.discord.runMessageCommand(details))).content).toMatch(note)

  clock.passDays(1)
  // Elsewhere, where there is no history to be paid for.
  const next = await answer('Three?', 'The third answer.', places.questions)
  expect(lastRequest()).toContain(`"model":"${sonnet}"`)
  expect(next.content).not.toContain('cheaper')
})

test('the operator’s cheaper model answers where the usual one does not fit into what is left', async () => {
  await start({ CHEAPER_MODEL: haiku, CHEAPER_FROM_PERCENT: '90', BUDGET_PERSON_DAY_USD: '0.014' })
  await answer('One?', 'The first answer.')
  const { content } = await answer('Two?', 'The second answer.')
  expect(lastRequest()).toContain(`"model":"${haiku}"`)
  expect(content).toMatch(/cheaper model: too little of today’s budget is left for the usual one$/)
})

test('a model that is not cheaper than the usual one takes no question over', async () => {
  await start({ CLAUDE_MODEL: haiku, BUDGET_DAY_USD: '0.001' })
  await run('settings set cheaper', { value: sonnet })
  await answer('One?', 'The first answer.')
  ask('Two?')
  await world.discord.until(() =>
    world.discord.messages(places.general).find(({ content }) => content.includes('doesn’t cover another')),
  )
  expect(
    requests()
      .map(({ body }) => JSON.stringify(body))
      .join(),
  ).not.toContain(sonnet)
})

test('the cheaper model can be none, in the form too, and a Japanese footer says the same', async () => {
  await start({ CHEAPER_MODEL: haiku, BUDGET_DAY_USD: '0.013' })
  const set = await run('settings set cheaper', { value: 'none' })
  expect(set.content).toContain('**Cheaper model** for this server: None · *set here*')
  await run('settings clear', { setting: 'cheaper' })
  world.claude.next(text(`${'word '.repeat(470)}一。`), text('二。'))
  ask('One?')
  await ended('一。')
  world.discord.runCommand({
    ...{ channelId: places.general, userId: people.aoi, name: 'ask', options: { prompt: '二？' } },
  })
  expect((await ended('二。')).content).toMatch(/今日の利用枠を\d+%使ったため、低料金モデルで回答$/)
})
