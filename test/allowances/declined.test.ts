import { createHash } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { slowly, stageOf } from '../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld
afterEach(() => world.close())

const { ask, ended, told, messages, requests, press } = stageOf(() => world)
const { ada, grace } = people

const start = async (environment: Readonly<Record<string, string>>): Promise<void> => {
  world = await startBotWorld({ environment: { MAX_TOKENS: '2000', ...environment } })
}

/** All that one person alone sees in a channel. */
const onlyFor = (userId: string, channelId = places.general): readonly Message[] =>
  world.discord.messages(channelId).filter((message) => message.onlyFor === userId)

test('a question over the allowance is declined to its asker alone, and Claude is not asked', async () => {
  // 2,000 tokens of output cost 2 ¢; 1,000 of them 1 ¢.
  await start({ BUDGET_PERSON_DAY_USD: '0.009' })
  const asked = ask('How do I prune roses?')
  const word = await told(asked)
  expect(word.content).toMatch(
    /^-# Your allowance for today doesn’t cover another answer: 0 ¢ of 0\.9 ¢ is used\. It starts over <t:\d+:R>\.$/,
  )
  expect(word.components).toEqual([])
  expect(messages()).toEqual([])
  expect(requests()).toEqual([])
  expect(world.log()).not.toContain('"level":50')
})

test('max_tokens is lowered to what is left, and what was spent counts for the next question', async () => {
  await start({ BUDGET_PERSON_DAY_USD: '0.018' })
  world.claude.next(text('A short answer.'))
  ask('How do I prune roses?')
  await ended('A short answer.')
  const first = requests().find(({ path }) => path === '/v1/messages')?.body
  expect(first).toMatchObject({ max_tokens: expect.any(Number) })
  const { max_tokens: granted } = Object(first)
  expect(granted).toBeGreaterThanOrEqual(1_000)
  expect(granted).toBeLessThan(2_000)
  const db = new DatabaseSync(world.database, { readOnly: true })
  const row = (account: string) =>
    Object(db.prepare('select * from allowance_use where account = ? and length(period) = 10').get(account))
  const spent = row(`person:${ada}`)
  db.close()
  expect(spent).toMatchObject({ reserved_micro_dollars: 0, reserved_tokens: 0 })
  expect(spent.spent_micro_dollars).toBeGreaterThan(0)
  expect(spent.spent_micro_dollars).toBeLessThan(18_000)
})

test('where the estimate of the input does not fit, Claude counts it, and only where that can help', async () => {
  await start({ MAX_TOKENS: '1000', BUDGET_PERSON_DAY_USD: '0.0119' })
  const counts = () => requests().filter(({ path }) => path.endsWith('/count_tokens'))
  world.claude.next(text('A close one.'))
  ask('How do I prune roses?')
  await ended('A close one.')
  expect(counts()).toHaveLength(1)
  // What is left does not even cover 1,000 tokens of output.
  world.claude.next(text('word '.repeat(40)))
  ask('And tulips?')
  await told(ask('And rhubarb?', places.questions))
  expect(counts().length).toBeLessThanOrEqual(2)
})

const mention = (words: string, userId = ada): Message =>
  world.discord.say({
    ...{ channelId: places.general, userId },
    content: `<@${world.discord.application.botId}> ${words}`,
  })

/** What the bot has written to a person directly. */
const direct = (userId = ada): readonly Message[] =>
  world.discord.messages(world.discord.directChannel(userId).id)

test('to a mention it is said in a direct message; who asks again at once sees a reaction', async () => {
  await start({ BUDGET_DAY_USD: '0.001' })
  mention('how do I prune roses?')
  const word = await world.discord.until(() => direct()[0])
  expect(word.content).toMatch(
    /^-# <#\d+>: This bot’s allowance for today doesn’t cover another answer: 0 ¢ of 0\.1 ¢ is used\./,
  )
  const { id } = mention('and tulips?')
  await world.discord.until(() => JSON.stringify(world.discord.message(id)?.reactions).includes('🚫'))
  expect(direct()).toHaveLength(1)
  expect(messages().filter(({ authorId }) => authorId === world.discord.application.botId)).toEqual([])
  expect(requests()).toEqual([])
  expect(world.log()).not.toContain('"level":50')
})

test('who takes no direct messages is told by a reply, which they and moderators can remove', async () => {
  await start({ BUDGET_DAY_USD: '0.001' })
  world.discord.fault({
    trouble: { type: 'status', status: 403, moment: 'before' },
    when: ({ method, path }) => method === 'POST' && path.endsWith('/users/@me/channels'),
  })
  const said = mention('how do I prune roses?', grace)
  const word = await world.discord.until(() =>
    messages().find(({ content }) => content.includes('This bot’s allowance')),
  )
  expect(word.reference?.messageId).toBe(said.id)
  expect((await told(press(word, 'dismiss', people.aoi))).content).toContain('質問した人かモデレーターだけ')
  press(word, 'dismiss', grace)
  await world.discord.until(() => world.discord.message(word.id) === undefined)
})

test('a question that waits, and is over the allowance when its turn comes, leaves nothing in the channel', async () => {
  await start({ FOOTER: 'short' })
  world.claude.setSpeed(1)
  world.claude.next(slowly('word '.repeat(5_000)))
  mention('how do I prune roses?')
  const first = await world.discord.until(() => messages().find(({ content }) => content.includes('word')))
  mention('and tulips?')
  await world.discord.until(() => messages().find(({ content }) => content.includes('Queued (#1)')))
  const options = { amount: 0.001, unit: 'microDollars', period: 'day' }
  const { discord } = world
  await told(discord.runCommand({ channelId: places.general, userId: ada, name: 'budget set', options }))
  press(first, 'stop')
  const word = await world.discord.until(() => direct()[0])
  expect(word.content).toContain('This server’s allowance for today doesn’t cover another answer')
  await world.discord.until(() => messages().every(({ content }) => !content.includes('Queued')))
})

test('an answer that is to be written anew over the allowance stays, and who pressed is told alone', async () => {
  await start({ MAX_TOKENS: '1000', BUDGET_PERSON_DAY_USD: '0.016' })
  world.claude.next(text(`A long answer. ${'word '.repeat(300)}`))
  ask('How do I prune roses?')
  const answer = await ended('A long answer.')
  const again = press(answer, 'regenerate')
  const word = await told(again)
  expect(word.content).toContain('Your allowance for today doesn’t cover another answer')
  await world.discord.until(() => world.discord.message(answer.id)?.content.includes('A long answer.'))
  expect(requests().filter(({ path }) => path === '/v1/messages')).toHaveLength(1)
})

test('a question that was declined is not in the history of the next one', async () => {
  await start({ MAX_TOKENS: '1000', BUDGET_PERSON_DAY_USD: '0.016' })
  world.claude.next(text(`A long answer. ${'word '.repeat(300)}`))
  ask('How do I prune roses?')
  await ended('A long answer.')
  await told(ask('And what of rhubarb?'))
  world.claude.next(text('Somebody else’s answer.'))
  ask('And tulips?', places.general, grace)
  await ended('Somebody else’s answer.')
  expect(JSON.stringify(requests().at(-1)?.body)).not.toContain('rhubarb')
})

test('who asks too often is told how long to wait, and that wait outlasts a restart', async () => {
  await start({ RATE_PER_PERSON: '2' })
  world.claude.next(text('One.'), text('Two.'))
  ask('One?')
  await ended('One.')
  ask('Two?')
  await ended('Two.')
  await world.restart()
  const word = await told(ask('Three?'))
  expect(word.content).toMatch(/^-# That was quick! Give me \d+ seconds? before your next question\.$/)
  world.claude.next(text('Hers.'))
  ask('Hers?', places.general, grace)
  await ended('Hers.')
  expect(onlyFor(grace)).toEqual([])
})

test('Claude is told of the asker by a keyed hash, the same after a restart and another for each person', async () => {
  await start({})
  world.claude.next(text('One.'), text('Two.'), text('Three.'))
  ask('One?')
  await ended('One.')
  await world.restart()
  ask('Two?')
  await ended('Two.')
  ask('Three?', places.general, grace)
  await ended('Three.')
  const ids = requests()
    .filter(({ path }) => path === '/v1/messages')
    .map(({ body }) => String(Object(body).metadata.user_id))
  expect(ids[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(ids[1]).toBe(ids[0])
  expect(ids[2]).not.toBe(ids[0])
  for (const id of [ada, grace]) {
    expect(ids).not.toContain(createHash('sha256').update(id).digest('hex'))
    expect(JSON.stringify(requests().map(({ body }) => body))).not.toContain(id)
  }
})
