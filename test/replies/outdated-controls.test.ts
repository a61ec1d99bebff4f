import { afterEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Json } from '../../src/sandbox/discord/json.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { slowly, stageOf } from '../commands/stage.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld
const { ask, ended, press, told, messages, hasButton } = stageOf(() => world)
const { ada, grace } = people

/** So that nothing waits for a limit. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const limits = {
  'PATCH /channels/:channel_id/messages/:message_id': plenty,
  'POST /channels/:channel_id/messages': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': plenty,
}

const start = async (options: BotWorldOptions = {}): Promise<void> => {
  world = await startBotWorld({ ...options, discord: { limits } })
}
afterEach(() => world.close())

const say = (words: string, userId = ada, replyTo?: string): Message =>
  world.discord.say({
    ...{ channelId: places.general, userId, content: `<@${world.discord.application.botId}> ${words}` },
    ...(replyTo && { replyTo }),
  })

const now = ({ id }: Message): Message => {
  const message = world.discord.message(id)
  if (message === undefined) throw new Error('the message is gone')
  return message
}

const isBare = (message: Message): boolean => now(message).components.length === 0

/** Resolves once a message has no buttons. */
const bare = (message: Message): Promise<true> =>
  world.discord.until(() => isBare(message), { what: `no buttons under “${message.content.slice(0, 30)}”` })

/** Whether the request takes buttons away and does nothing else. */
const isRemoval = (body: Json | undefined): boolean => JSON.stringify(body) === '{"components":[]}'

/** The paths of the requests that took buttons away, oldest first. */
const removals = (): readonly string[] =>
  world.discord
    .requests()
    .filter(({ requestBody }) => isRemoval(requestBody))
    .map(({ path }) => path)

/** Nothing more is under way: what was to be removed is, or was given up. */
const settled = (): Promise<void> =>
  expect.poll(() => world.bot.sizes().underWay, { timeout: 45_000 }).toBe(0)

/** Claude answers each question by its own words. */
const echoing: BotWorldOptions = {
  speed: 1,
  claude: {
    answer: ({ prompt }) =>
      prompt.startsWith('long') ? slowly(`To ${prompt} ${'word '.repeat(60)}`) : text(`To ${prompt}.`),
  },
}

test('the buttons of an answer go when the next one has ended, by one request that leaves its words alone', async () => {
  await start(echoing)
  ask('one')
  const first = await ended('To one.')
  ask('two')
  const second = await ended('To two.')
  await bare(first)
  expect(now(first).content).toBe(first.content)
  await settled()
  expect(isBare(second)).toBe(false)
  expect(removals()).toHaveLength(1)
  say('three', grace)
  const third = await ended('To three.')
  await bare(second)
  say('four')
  await ended('To four.')
  await bare(third)
  await settled()
  expect(removals()).toHaveLength(3)
})

test('of a long answer it is the last message that loses them', async () => {
  await start()
  const long = Array.from({ length: 60 }, (_, at) => `Paragraph ${at} ${'leaf '.repeat(15)}`).join('\n\n')
  world.claude.next(text(long), text('Short.'))
  say('one')
  const last = await ended('Paragraph 59')
  const before = messages()
  say('two')
  await ended('Short.')
  await bare(last)
  await settled()
  expect(messages().slice(0, before.length)).toMatchObject(before.map(({ id, content }) => ({ id, content })))
  expect(removals()).toEqual([`/channels/${places.general}/messages/${last.id}`])
})

test('they go by the token of the interaction while that is valid', async () => {
  await start(echoing)
  ask('one')
  const first = await ended('To one.')
  ask('two')
  await bare(first)
  expect(removals()).toMatchObject([/^\/webhooks\/.*@original$/])
})

test('where only the person has brought the bot along, they go too', async () => {
  await start(echoing)
  const lobby = '1100000000000000201'
  ask('one', lobby)
  const first = await ended('To one.', lobby)
  ask('two', lobby)
  await ended('To two.', lobby)
  await bare(first)
  await settled()
  expect(removals()).toHaveLength(1)
})

test('of two that grow side by side the one that was asked last keeps them, though it ends first', async () => {
  await start(echoing)
  say('long one')
  await world.discord.until(() => messages().some(({ content }) => content.includes('To long one word')))
  say('two', grace)
  const second = await ended('To two.')
  const first = await world.discord.until(
    () => messages().find(({ content }) => content.startsWith('To long one') && content.includes('\n-# ')),
    { what: 'the end of the long one' },
  )
  await settled()
  expect(isBare(first)).toBe(true)
  expect(isBare(second)).toBe(false)
  // It ended without them, which costs no request.
  expect(removals()).toEqual([])
})

test('one that broke off keeps the button that its words name until another has ended', async () => {
  await start({
    ...echoing,
    claude: {
      answer: ({ prompt }) =>
        prompt.startsWith('long')
          ? { ...slowly(`To ${prompt} ${'word '.repeat(60)}`), stopReason: 'max_tokens' }
          : text(`To ${prompt}.`),
    },
  })
  say('long one')
  await world.discord.until(() => messages().some(({ content }) => content.includes('To long one word')))
  say('two', grace)
  await ended('To two.')
  const broken = await ended('To long one')
  expect(broken.content).toContain('**Continue**')
  expect(hasButton(broken, 'continue')).toBe(true)
  say('three')
  await ended('To three.')
  await bare(broken)
})

test('another conversation keeps its own', async () => {
  await start(echoing)
  ask('one')
  const first = await ended('To one.')
  world.discord.runCommand({ channelId: places.general, userId: ada, name: 'new', options: {} })
  await world.discord.until(() => messages().some(({ content }) => content.includes('new conversation')))
  ask('two')
  await ended('To two.')
  await settled()
  expect(isBare(first)).toBe(false)
})

test('an older answer is written anew from its menu, and keeps its buttons until the next one has ended', async () => {
  await start()
  world.claude.next(text('First.'), text('Second.'), text('First again.'), text('Third.'))
  ask('one')
  const first = await ended('First.')
  ask('two')
  const second = await ended('Second.')
  await bare(first)
  const menu = { userId: ada, name: 'Details and buttons', messageId: first.id }
  const panel = await told(world.discord.runMessageCommand(menu))
  press(panel, 'regenerate')
  const again = await ended('First again.')
  expect(again.id).toBe(first.id)
  expect(hasButton(again, 'previous')).toBe(true)
  await settled()
  expect(isBare(second)).toBe(false)
  expect(isBare(again)).toBe(false)
  ask('three')
  await ended('Third.')
  await bare(again)
  await bare(second)
})

/** What Discord may say to the request, and whether a later one can succeed. */
const refusals = [
  { what: 'the message is gone', status: 404, code: 10_008, isLater: false },
  { what: 'a permission is missing', status: 403, code: 50_013, isLater: false },
  { what: 'the channel cannot be seen', status: 403, code: 50_001, isLater: false },
  { what: 'the thread is archived', status: 400, code: 50_083, isLater: true },
] as const

describe('where Discord refuses, nothing is logged as a fault', () => {
  test.each(refusals)('$what', async ({ status, code, isLater }) => {
    await start(echoing)
    say('one')
    const first = await ended('To one.')
    const trouble = { type: 'answer', status, body: { code, message: 'no' } } as const
    const refused = Promise.withResolvers<void>()
    const end = world.discord.fault({
      ...{ trouble, onUsed: () => refused.resolve() },
      when: ({ json }) => isRemoval(json),
    })
    say('two')
    await ended('To two.')
    await refused.promise
    await settled()
    end()
    say('three')
    await ended('To three.')
    if (isLater) await bare(first)
    await settled()
    expect(isBare(first)).toBe(isLater)
    expect(world.log()).not.toMatch(/"level":[56]0/)
  })
})

/** What passes. The third: messages older than an hour were edited too often. */
const moments = [
  { type: 'status', status: 503, moment: 'before' },
  { type: 'drop', moment: 'after' },
  { type: 'rate-limit', scope: 'shared', retryAfterMs: 1_000, code: 30_046 },
] as const

test.each(moments)('a request that fails for a moment is tried again: $type', async (trouble) => {
  await start(echoing)
  say('one')
  const first = await ended('To one.')
  world.discord.fault({
    ...{ trouble, times: 2 },
    when: ({ json }) => isRemoval(json),
  })
  say('two')
  await bare(first)
  expect(world.log()).not.toMatch(/"level":[56]0/)
})

test('what the last process did not get through is done by the next one', async () => {
  await start(echoing)
  say('one')
  const first = await ended('To one.')
  const failed = Promise.withResolvers<void>()
  const end = world.discord.fault({
    ...{ trouble: { type: 'status', status: 503, moment: 'before' }, onUsed: () => failed.resolve() },
    when: ({ json }) => isRemoval(json),
  })
  say('two')
  const second = await ended('To two.')
  await failed.promise
  await world.restart()
  end()
  await bare(first)
  await settled()
  expect(isBare(second)).toBe(false)
})

test('an answer without words keeps the one before it with its buttons, if its question was deleted', async () => {
  await start(echoing)
  say('one')
  const first = await ended('To one.')
  const taken = say('long two', grace)
  await world.discord.until(() => messages().some(({ content }) => content.includes('To long two word')))
  world.discord.deleteMessage({ messageId: taken.id, userId: grace })
  await world.discord.until(() => messages().some(({ content }) => content.includes('was deleted')))
  await settled()
  expect(isBare(first)).toBe(false)
})
