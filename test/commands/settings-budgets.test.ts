import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { defaultSeed, type Seed } from '../../src/sandbox/discord/seed.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { stageOf } from './stage.ts'

const guild = '1100000000000000100'
const gardener = '1100000000000000201'
const { ada, grace, aoi } = people
const { general, questions } = places

const [greenhouse, ...others] = defaultSeed.guilds
const seed: Seed = {
  ...defaultSeed,
  guilds: [
    {
      ...greenhouse,
      roles: [{ id: gardener, name: 'Gardener' }],
      members: [
        { userId: ada },
        { userId: grace, roles: [gardener] },
        { userId: aoi, permissions: ['MANAGE_GUILD'] },
      ],
    },
    ...others,
  ],
}

let world: BotWorld
beforeEach(async () => {
  world = await startBotWorld({ discord: { seed } })
})
afterEach(() => world.close())

const { told, press, customId } = stageOf(() => world)

const run = (name: string, options: Parameters<BotWorld['discord']['runCommand']>[0]['options'] = {}) =>
  told(world.discord.runCommand({ channelId: general, userId: ada, name, options }))

/** The message once it shows these words, or has a button for them. */
const shows = (panel: Message, words: string): Promise<Message> =>
  world.discord.until(() => {
    const now = world.discord.message(panel.id)
    return now && `${now.content} ${JSON.stringify(now.components)}`.includes(words) && now
  })

/** Opens the panel and its part with the budgets, as somebody who manages the server. */
const budgets = async (userId = ada, heading = '### Budgets'): Promise<Message> => {
  const panel = await told(
    world.discord.runCommand({ channelId: general, userId, name: 'settings open', options: {} }),
  )
  press(panel, 'settings-budgets', userId)
  return shows(panel, heading)
}

const choose = async (
  panel: Message,
  menu: 'member' | 'channel',
  value: string,
  words: string,
): Promise<Message> => {
  const values = [value]
  world.discord.selectMenu({ messageId: panel.id, customId: `budget-${menu}:here`, userId: ada, values })
  return shows(panel, words)
}

/** Opens the form for whoever is chosen; `send` fills in some of its fields. */
const form = async (panel: Message, userId = ada) => {
  const opened = press(panel, 'budget-form', userId)
  const state = await world.discord.answered(opened)
  if (state.type !== 'acknowledged' || state.modal === undefined) throw new Error('there is no form')
  const modal = JSON.stringify(state.modal)
  const fields = Object.fromEntries(
    [...modal.matchAll(/"custom_id":"(\w+-\w+)\.([0-9a-f]+)"/g)].map(([, name = '', digest]) => [
      name,
      `${name}.${digest}`,
    ]),
  )
  const send = (values: Readonly<Record<string, string>>) =>
    world.discord.submitModal({
      interactionId: opened.id,
      values: Object.fromEntries(
        Object.entries(values).map(([name, value]) => [fields[name] ?? name, value]),
      ),
    })
  return { modal, send }
}

test('the panel sets, shows and clears the budgets of the server, a channel, a role and a person', async () => {
  const panel = await budgets()
  expect(panel.content).toContain('This server has set no allowances.')

  const server = await form(panel)
  expect(server.modal).toContain('"title":"Budget: The whole server"')
  server.send({ 'microDollars-day': '2.50', 'tokens-month': '1,000,000' })
  const set = await shows(panel, 'The whole server, per day: 0 ¢ of $2.50 used')
  expect(set.content).toContain('The whole server, per month: 0 tokens of 1,000,000 tokens used')

  const channel = await form(await choose(panel, 'channel', questions, 'Change: #questions'))
  channel.send({ 'microDollars-month': '$10' })
  await shows(panel, `<#${questions}> together, per month: 0 ¢ of $10.00 used`)

  const role = await form(await choose(panel, 'member', gardener, 'Change: Each member with @Gardener'))
  role.send({ 'microDollars-day': '０.５' })
  await shows(panel, `Each member with <@&${gardener}>, per day: $0.50`)

  const person = await form(await choose(panel, 'member', grace, 'Change: Grace'))
  person.send({ 'tokens-day': '50000' })
  const chosen = await shows(panel, `<@${grace}>, per day: 50,000 tokens`)

  // What is set stands in the form; an empty field lifts it, and the others stay.
  press(chosen, 'settings-budgets')
  const again = await form(await shows(panel, 'Change: The whole server'))
  expect(again.modal).toContain('"value":"2.5"')
  again.send({ 'microDollars-day': '', 'tokens-month': '1000000' })
  await world.discord.until(() => !world.discord.message(panel.id)?.content.includes('whole server, per day'))
  const { content } = await run('budget show')
  expect(content).toContain('The whole server, per month: 0 tokens of 1,000,000 tokens used')
  expect(content).toContain(`Each member with <@&${gardener}>, per day: $0.50`)

  press(await shows(panel, 'settings-all'), 'settings-all')
  await shows(panel, '### Settings for this server')
})

test('two who change different budgets at the same time do not undo each other’s work', async () => {
  const panel = await budgets()
  const mine = await form(panel)
  await run('budget set', { amount: 3, unit: 'microDollars', period: 'month' })
  mine.send({ 'microDollars-day': '1' })
  await shows(panel, 'per day: 0 ¢ of $1.00 used')
  expect((await run('budget show')).content).toContain('per month: 0 ¢ of $3.00 used')
})

test('what is no amount is refused in words, and nothing is changed', async () => {
  const panel = await budgets()
  const { send } = await form(panel)
  const sent = send({ 'microDollars-day': '1', 'tokens-day': 'plenty' })
  expect((await told(sent)).content).toContain('**Tokens per day** must be a number')
  expect((await run('budget show')).content).toContain('This server has set no allowances.')
})

test('in a channel’s settings the budgets of the channel come first; a Japanese manager reads Japanese', async () => {
  const panel = await told(
    world.discord.runCommand({ channelId: general, userId: aoi, name: 'settings open', options: {} }),
  )
  const values = [`channel-${general}`]
  const level = { messageId: panel.id, customId: 'settings-level:here', userId: aoi, values }
  world.discord.selectMenu(level)
  press(await shows(panel, `settings-budgets:channel-${general}`), 'settings-budgets', aoi)
  const part = await shows(panel, '変更：#general')
  const { modal } = await form(part, aoi)
  expect(modal).toContain('"title":"利用枠：#general"')
  expect(modal).toContain('1日の上限（米ドル）')
  expect(customId(part, 'settings-budgets')).toBe(`settings-budgets:server-${guild}`)
})
