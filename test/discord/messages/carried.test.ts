import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { text } from '../../../src/sandbox/claude/answer.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { stageOf } from '../../commands/stage.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageIn } from './stage.ts'

let world: BotWorld
const { asked, direct, mention, questions, replies, seen } = stageIn(() => world)

const pluralKit = '466378653216014359'
const unlimited = { 'POST /channels/:channel_id/messages': { limit: 1_000, windowMs: 1_000 } }

beforeEach(async () => {
  world = await startBotWorld({ discord: { limits: unlimited } })
})
afterEach(() => world.close())

type Said = Partial<Parameters<BotWorld['discord']['say']>[0]>
const say = (said: Said) =>
  world.discord.say({ channelId: places.general, userId: people.ada, content: '', ...said })

const poll = { question: { text: 'Which tree?' }, answers: [{ answer_id: 1, poll_media: { text: 'Oak' } }] }
const forward = {
  message_reference: { type: 1, channel_id: '1100000000000000999', message_id: '1100000000000000998' },
  message_snapshots: [{ message: { content: 'The train leaves at nine.', embeds: [] } }],
}
const kinds = [
  ['a forwarded message', forward, 'The train leaves at nine.'],
  ['an embed', { embeds: [{ title: 'Forecast', description: 'Rain' }] }, 'Forecast'],
  ['a poll', { poll }, 'Which tree?'],
  ['components', { flags: 32_768, components: [{ type: 10, content: 'Displayed text' }] }, 'Displayed text'],
] as const

describe('a reply that mentions the bot', () => {
  test.each(kinds)('to %s brings its text along', async (_, also, expected) => {
    const { id } = say({ userId: people.grace, also })
    say({ content: mention('what does it say?'), replyTo: id, pingReply: false })
    await replies()
    expect(asked()).toContain(expected)
    expect(asked()).toContain('<quoted')
  })

  test.each([
    ['an event of the server', { type: 7 }],
    ['an invitation to a game', { activity: { type: 1, party_id: 'p' } }],
  ])('to %s says that nothing in it can be read', async (_, also) => {
    const { id } = say({ userId: people.grace, also })
    say({ content: mention('what is this?'), replyTo: id, pingReply: false })
    await replies()
    expect(asked()).toContain('[Nothing in this message can be read]')
  })

  test('to a message that Discord leaves out is found by its reference', async () => {
    const { id } = say({ userId: people.grace, content: 'The moon is made of cheese.' })
    const reference = { channel_id: places.general, message_id: id }
    say({
      content: mention('is that so?'),
      replyTo: id,
      pingReply: false,
      also: { message_reference: reference, referenced_message: undefined },
    })
    await replies()
    expect(asked()).toContain('made of cheese')
  })
})

describe('in a direct message', () => {
  test('a forwarded message alone is asked about', async () => {
    say({ channelId: direct(), also: forward })
    await replies(1, direct())
    expect(asked()).toContain('The train leaves at nine.')
  })

  test.each([
    [
      'a forwarded message without anything in it',
      { ...forward, message_snapshots: [{ message: { content: '' } }] },
    ],
    ['characters that nobody sees', { content: '\u200b\u2060\u3164' }],
    ['a message without content', { content: null }],
  ])('%s is met with a word', async (_, also) => {
    say({ channelId: direct(), also })
    await seen('can’t read anything', direct())
    expect(questions()).toHaveLength(0)
  })

  test('a sticker alone is met with a word', async () => {
    say({ channelId: direct(), also: { sticker_items: [{ id: '1', name: 'Wave', format_type: 1 }] } })
    await seen('can’t read anything', direct())
    expect(questions()).toHaveLength(0)
  })
})

test('channels, roles and people are names', async () => {
  say({ content: mention(`who in <#${places.questions}> knows <@${people.grace}>?`) })
  await replies()
  expect(asked()).toMatch(/who in #[\w-]+ knows @Grace\?/)
})

test('in /ask too', async () => {
  world.discord.runCommand({
    channelId: places.general,
    userId: people.ada,
    name: 'ask',
    options: { prompt: `who in <#${places.questions}> knows <@${people.grace}>?` },
  })
  await replies()
  expect(asked()).toMatch(/who in #[\w-]+ knows @Grace\?/)
})

test.each(['a message', '/ask', 'a reply’s quote'])('a role is a name in %s', async (how) => {
  await world.close()
  const guilds = defaultSeed.guilds.map((guild) => ({
    ...guild,
    members: guild.members.map((member) => ({ ...member, permissions: ['VIEW_CHANNEL'] as const })),
  }))
  world = await startBotWorld({ discord: { seed: { ...defaultSeed, guilds } } })
  const { url, token } = world.discord
  const address = `${url}/v10/guilds/1100000000000000100/roles`
  const read = await fetch(address, { headers: { authorization: `Bot ${token}` } })
  const roles = z.array(z.object({ id: z.string(), name: z.string() })).parse(await read.json())
  const role = roles.find(({ name }) => name.startsWith('role of'))
  const words = `who is in <@&${role?.id}>?`
  if (how === '/ask')
    world.discord.runCommand({
      ...{ channelId: places.general, userId: people.ada, name: 'ask', options: { prompt: words } },
    })
  else if (how === 'a message') say({ content: mention(words) })
  else {
    const { id } = say({ userId: people.grace, content: words })
    say({ content: mention('well?'), replyTo: id, pingReply: false })
  }
  await replies()
  expect(asked()).toContain(`who is in @${role?.name}?`)
})

describe('an answer of ours that the database does not know', () => {
  const botSays = () =>
    say({
      userId: people.grace,
      also: {
        author: { id: world.discord.application.botId, username: 'Tendril', bot: true },
        content: 'Basil likes sun.',
      },
    })

  test('is brought along by a reply to it', async () => {
    const { id } = botSays()
    say({ content: mention('why?'), replyTo: id })
    await replies()
    expect(asked()).toContain('Basil likes sun.')
  })

  test('is not brought along after /forget', async () => {
    const { id } = botSays()
    await stageOf(() => world).forget('channel')
    say({ content: mention('why?'), replyTo: id })
    await replies()
    expect(asked()).not.toContain('Basil likes sun.')
  })
})

describe('a message that a proxy posts anew', () => {
  beforeEach(async () => {
    await world.close()
    world = await startBotWorld({
      discord: { limits: unlimited },
      environment: { PROXY_APPLICATIONS: pluralKit },
    })
  })

  const copyOf = (content: string): void => {
    const id = '1100000000000000950'
    const author = { id, username: 'Ivy', global_name: null, bot: true, discriminator: '0000', avatar: null }
    say({ content, also: { author, webhook_id: id, application_id: pluralKit, member: undefined } })
  }

  test.each(['before', 'after'])('is asked once, in the proxied name, if it is deleted %s', async (when) => {
    world.claude.next(text('Once.'))
    const original = say({ content: `I: ${mention('what is basil?')}` })
    const remove = () => world.discord.deleteMessage({ messageId: original.id, userId: people.ada })
    if (when === 'before') remove()
    copyOf(mention('what is basil?'))
    if (when === 'after') remove()
    await replies()
    say({ content: mention('unrelated') })
    await replies(2)
    expect(questions()).toHaveLength(2)
    expect(JSON.stringify(questions()[0])).toContain('Ivy')
    expect(world.discord.messages(places.general).some(({ content }) => content.includes('Stopped'))).toBe(
      false,
    )
  })

  test('is asked after a moment if no copy comes', async () => {
    say({ content: mention('what is basil?') })
    await replies()
    expect(questions()).toHaveLength(1)
  })
})
