import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, type Reply, text } from '../../../src/sandbox/claude/answer.ts'
import type { Prompt } from '../../../src/sandbox/claude/prompt.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageIn } from './stage.ts'

let world: BotWorld
const { asked, mention, press, questions, replies, say, seen } = stageIn(() => world)
const { ada, grace, aoi } = people

/** Written for some seconds: long enough for others to ask meanwhile. */
const long = (words: string): Reply => ({
  type: 'reply',
  say: [{ type: 'text', text: `${words} ${'and so on '.repeat(45)}end of ${words}.` }],
  pace: { tokensPerSecond: 40 },
})

/** Claude answers by what the newest question says: "long …" for seconds, all else at once. */
const byQuestion = ({ prompt }: Prompt): Answer =>
  prompt.startsWith('long') ? long(`Answer to ${prompt}`) : text(`Answer to ${prompt}.`)

const ask = (userId: string, words: string, more: { replyTo?: string } = {}): Message =>
  say(mention(words), { userId, ...more })

/** Whether words come in this order, each once, in the newest request. */
const inOrder = (words: readonly string[]): boolean => {
  const said = asked()
  const at = words.map((word) => said.indexOf(word))
  const isOnce = words.every((word) => said.split(word).length === 2)
  return isOnce && at.every((place, index) => place > (at[index - 1] ?? -1))
}

const start = async (most: number): Promise<void> => {
  world = await startBotWorld({
    speed: 1,
    claude: { answer: byQuestion },
    environment: { MAX_PARALLEL_PER_CHANNEL: String(most) },
  })
}

describe('questions of different people in one channel', () => {
  beforeEach(() => start(3))
  afterEach(() => world.close())

  test('are answered side by side, each with what was settled; the history has them in the order of asking', async () => {
    ask(ada, 'before')
    await replies(1)
    ask(ada, 'long one')
    await seen('Answer to long one')
    ask(grace, 'long two')
    await seen('Answer to long two')
    expect(asked()).toContain('before')
    expect(asked()).not.toContain('long one')
    ask(aoi, 'quick three')
    await replies(2)
    expect(asked()).not.toContain('long')
    expect(
      world.discord.messages(places.general).filter(({ content }) => content.includes('▌')),
    ).toHaveLength(2)
    await replies(4)
    ask(aoi, 'last')
    await replies(5)
    const three = ['one', 'two'].flatMap((n) => [`\\nlong ${n}\\n`, `end of Answer to long ${n}.`])
    expect(
      inOrder(['\\nbefore\\n', ...three, '\\nquick three\\n', 'Answer to quick three.', '\\nlast\\n']),
    ).toBe(true)
  })

  test('a reply to one that grows waits for its end, and says for whom', async () => {
    ask(ada, 'long one')
    const growing = await seen('Answer to long one')
    ask(grace, 'why so?', { replyTo: growing.id })
    await seen(`Queued (#1) after <@${ada}>`)
    await replies(2)
    expect(inOrder(['\\nlong one\\n', 'end of Answer to long one.', '\\nwhy so?\\n'])).toBe(true)
  })

  test('one person is answered one after the other, whoever comes between', async () => {
    ask(ada, 'long one')
    await seen('Answer to long one')
    ask(ada, 'my two')
    const mine = await seen('Queued (#1) after your earlier question')
    ask(grace, 'hers')
    await seen('Answer to hers')
    expect(world.discord.message(mine.id)?.content).toContain('Queued (#1)')
    await replies(3)
    expect(inOrder(['\\nlong one\\n', 'end of Answer to long one.', '\\nmy two\\n'])).toBe(true)
    expect(asked()).not.toContain('hers')
    ask(aoi, 'last')
    await replies(4)
    expect(
      inOrder(['long one\\n', 'end of', 'my two\\n', 'to my two.', '\\nhers\\n', 'to hers.', 'last']),
    ).toBe(true)
  })

  test('what is regenerated, taken back or forgotten meanwhile concerns its own person alone', async () => {
    ask(ada, 'quick one')
    const [first] = await replies(1)
    ask(grace, 'long two')
    await seen('Answer to long two')
    if (first) press('regenerate', first)
    const taken = ask(aoi, 'long three')
    await seen('Answer to long three')
    world.discord.deleteMessage({ messageId: taken.id, userId: aoi })
    await seen('The question was deleted')
    await replies(3)
    ask(ada, 'last')
    await replies(4)
    expect(asked()).not.toContain('\\nlong three\\n')
    expect(
      inOrder([
        '\\nquick one\\n',
        'Answer to quick one.',
        '\\nlong two\\n',
        'end of Answer to long two.',
        'last',
      ]),
    ).toBe(true)
  })

  test('after /new they go on, and who asks then is told nothing of them', async () => {
    ask(ada, 'long one')
    await seen('Answer to long one')
    world.discord.runCommand({ channelId: places.general, userId: grace, name: 'new', options: {} })
    await seen('new conversation')
    ask(grace, 'fresh')
    await seen('Answer to fresh')
    expect(asked()).not.toContain('long one')
    await replies(2)
    ask(aoi, 'last')
    await replies(3)
    expect(inOrder(['\\nfresh\\n', 'Answer to fresh.', '\\nlast\\n'])).toBe(true)
    expect(asked()).not.toContain('long one')
  })
})

test('with room for two, who comes third waits, and sees for whom and how many', async () => {
  await start(2)
  ask(ada, 'long one')
  await seen('Answer to long one')
  ask(grace, 'long two')
  await seen('Answer to long two')
  ask(aoi, '三つ目の質問です')
  await seen(`順番待ち（1番目）：先に<@${ada}>、<@${grace}>さん`)
  expect(questions()).toHaveLength(2)
  await seen('Answer to 三つ目')
  await replies(2)
  ask(ada, 'last')
  await replies(3)
  expect(
    inOrder([
      '\\nlong one\\n',
      'end of Answer to long one',
      '\\nlong two\\n',
      '三つ目の質問です\\n',
      'to 三つ目の質問です.',
      'last',
    ]),
  ).toBe(true)
  await world.close()
})

test('several that grow in one channel share its rate limit: each goes on', async () => {
  await start(3)
  for (const who of [ada, grace, aoi]) ask(who, `long ${who}`)
  for (const who of [ada, grace, aoi]) await seen(`Answer to long ${who}`)
  await replies(3)
  const edits = (id: string) =>
    world.discord.requests().filter(({ method, path }) => method === 'PATCH' && path.endsWith(id)).length
  const counts = world.discord
    .messages(places.general)
    .flatMap(({ id, authorId }) => (authorId === world.discord.application.botId ? [edits(id)] : []))
  expect(counts).toHaveLength(3)
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(2)
  expect(Math.max(...counts)).toBeLessThanOrEqual(3 * Math.min(...counts))
  expect(world.discord.requests().filter(({ status }) => status === 429)).toEqual([])
  await world.close()
})
