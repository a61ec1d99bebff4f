import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { english } from '../../src/i18n/languages.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, startBotWorld } from '../world/bot-world.ts'

const guildId = '1100000000000000100'
const lobby = '1100000000000000201'
let world: BotWorld
beforeAll(async () => {
  world = await startBotWorld()
})
afterAll(() => world.close())

const newChannel = (): string => world.discord.createChannel({ guildId, name: 'a-channel' }).id

const idOf = (message: Message, action: string): string =>
  new RegExp(`"${action}:([\\w-]+)"`).exec(JSON.stringify(message.components))?.[1] ?? ''

/** A reply that has ended, with a secret in it. */
const secretReply = async (channelId: string): Promise<Message> => {
  world.claude.next({ ...text(`rhubarb ${'word '.repeat(1_500)}`), stopReason: 'max_tokens' })
  world.discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: 'my rhubarb' } })
  return world.discord.until(() =>
    world.discord
      .messages(channelId)
      .find((message) => message.authorId !== people.ada && idOf(message, 'whole-text') !== ''),
  )
}

const everythingIn = (channelId: string): string => JSON.stringify(world.discord.messages(channelId))

const answerId = (message: Message): string => idOf(message, 'regenerate')

/** Somebody presses what no message there has, and the bot says or does what it does about it. */
const forge = async (channelId: string, customId: string, userId = people.grace) => {
  const forged = world.discord.forgeClick({ channelId, customId, userId })
  const state = await world.discord.answered(forged)
  return { forged, state: state.type }
}

const actions = [
  ...['regenerate', 'continue', 'whole-text', 'new-thread', 'retry', 'previous', 'next', 'answer-again'],
  ...['stop', 'details', 'position'],
]

describe('a button of a reply that somebody cannot see', () => {
  test.each(actions)(
    '"%s", forged in another channel, gives nothing away and changes nothing',
    async (action) => {
      const [secret, other] = [newChannel(), newChannel()]
      const reply = await secretReply(secret)
      world.discord.say({ channelId: other, userId: people.grace, content: 'Hello' })
      const before = { there: everythingIn(secret), asked: world.claude.requests().length }
      await forge(other, `${action}:${answerId(reply)}`)
      expect(everythingIn(other)).not.toContain('rhubarb')
      expect({ there: everythingIn(secret), asked: world.claude.requests().length }).toEqual(before)
    },
  )

  test('the same of a private reply, forged by another person in the same channel', async () => {
    const asEveryone = { channelId: lobby, id: '1100000000000000200' }
    world.discord.setPermissions({ ...asEveryone, deny: ['USE_EXTERNAL_APPS'] })
    const reply = await secretReply(lobby)
    expect(reply.onlyFor).toBe(people.ada)
    world.discord.say({ channelId: lobby, userId: people.grace, content: 'Hello' })
    for (const action of actions) {
      const before = world.claude.requests().length
      const { forged } = await forge(lobby, `${action}:${answerId(reply)}`)
      const toGrace = world.discord
        .messages(lobby)
        .filter(({ onlyFor, interactionId }) => onlyFor === people.grace || interactionId === forged.id)
      expect(JSON.stringify(toGrace)).not.toContain('rhubarb')
      expect(world.claude.requests()).toHaveLength(before)
    }
  })
})

test('an offer to answer again, forged on the reply to somebody else, does not write over it', async () => {
  const channelId = newChannel()
  const content = `<@${world.discord.application.botId}> my leeks`
  const asked = world.discord.say({ channelId, userId: people.grace, content })
  const find = (strings: string): Promise<Message> =>
    world.discord.until(() =>
      world.discord.messages(channelId).find(({ content: shown, authorId }) => {
        return authorId === world.discord.application.botId && shown.includes(strings)
      }),
    )
  await find('-# claude-')
  world.discord.editMessage({ messageId: asked.id, userId: people.grace, content: `${content} and chard` })
  const offer = await find('edited')
  await secretReply(channelId)
  const last = world.discord.messages(channelId).at(-1)
  const before = world.claude.requests().length
  const { forged } = await forge(channelId, `answer-again:${idOf(offer, 'answer-again')}`)
  const said = await world.discord.until(() =>
    world.discord.messages(channelId).find(({ interactionId }) => interactionId === forged.id),
  )
  expect(said.content).toBe(english.press.otherChannel)
  expect(world.discord.message(last?.id ?? '')).toEqual(last)
  expect(world.claude.requests()).toHaveLength(before)
})

/** What was said there is part of the next question's history. */
const stillKnown = async (channelId: string): Promise<void> => {
  world.discord.runCommand({
    channelId,
    userId: people.ada,
    name: 'ask',
    options: { prompt: `And in ${channelId}?` },
  })
  const next = () =>
    world.claude
      .requests()
      .findLast(({ body }) => body && JSON.stringify(body).includes(`And in ${channelId}?`))
  await expect.poll(() => JSON.stringify(next()?.body)).toContain('my rhubarb')
}

describe('a forged confirmation', () => {
  test('does not delete another person’s words', async () => {
    const channelId = newChannel()
    await secretReply(channelId)
    const { forged } = await forge(channelId, `forget-own:${people.ada}`)
    expect(
      JSON.stringify(world.discord.messages(channelId).filter((it) => it.interactionId === forged.id)),
    ).toContain(english.press.notYours)
    await stillKnown(channelId)
  })

  test('does not delete another channel’s conversation', async () => {
    const [one, other] = [newChannel(), newChannel()]
    await secretReply(one)
    world.discord.say({ channelId: other, userId: people.grace, content: 'Hello' })
    await forge(other, `forget-channel:${one}`)
    await stillKnown(one)
  })
})
