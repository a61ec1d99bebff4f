import { afterAll, beforeAll, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, startBotWorld } from '../world/bot-world.ts'

const guildId = '1100000000000000100'
let world: BotWorld
beforeAll(async () => {
  world = await startBotWorld()
  // Every event comes twice from here on.
  world.discord.gateway.repeat(true)
})
afterAll(() => world.close())

const newChannel = (): string => world.discord.createChannel({ guildId, name: 'a-channel' }).id

/** The messages of the bot, once there are so many that have ended. */
const ended = (channelId: string, count = 1): Promise<readonly Message[]> =>
  world.discord.until(() => {
    const found = world.discord
      .messages(channelId)
      .filter((it) => it.authorId === world.discord.application.botId && it.content.includes('-# claude-'))
    return found.length >= count && found
  })

const askedAbout = (strings: string): number =>
  world.claude
    .requests()
    .filter(({ path, body }) => path.endsWith('/messages') && JSON.stringify(body).includes(strings)).length

const pressed = (message: Message, action: string) => {
  const customId = new RegExp(`${action}:[\\w-]+`).exec(JSON.stringify(message.components))?.[0] ?? ''
  return world.discord.click({ messageId: message.id, customId, userId: people.ada })
}

/** Once the bot has nothing more to do. */
const settled = () => expect.poll(() => world.bot.sizes().underWay).toBe(0)

test('a command that is delivered twice is asked and billed once', async () => {
  const channelId = newChannel()
  world.discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: 'leeks' } })
  await ended(channelId)
  await settled()
  expect(askedAbout('leeks')).toBe(1)
})

test('a button that is delivered twice writes one answer more', async () => {
  const channelId = newChannel()
  world.discord.runCommand({ channelId, userId: people.ada, name: 'ask', options: { prompt: 'chard' } })
  const [reply] = await ended(channelId)
  if (reply === undefined) throw new Error('no reply')
  world.claude.next(text('Another one.'))
  pressed(reply, 'regenerate')
  await world.discord.until(() => world.discord.message(reply.id)?.content.includes('Another one.'))
  await settled()
  expect(askedAbout('chard')).toBe(2)
})

test('a form that is delivered twice is asked and billed once', async () => {
  const channelId = newChannel()
  const message = world.discord.say({ channelId, userId: people.grace, content: 'about sorrel' })
  const opened = world.discord.runMessageCommand({
    ...{ userId: people.ada, name: 'Ask about this', messageId: message.id },
  })
  await world.discord.answered(opened)
  world.discord.submitModal({ interactionId: opened.id, values: { question: 'What is it?' } })
  await ended(channelId)
  await settled()
  expect(askedAbout('sorrel')).toBe(1)
})

test('a confirmation that is delivered twice deletes once, and is no fault', async () => {
  const channelId = newChannel()
  const asked = world.discord.runCommand({ channelId, userId: people.ada, name: 'forget' })
  const offer = await world.discord.until(() =>
    world.discord
      .messages(channelId)
      .find(({ interactionId, components }) => interactionId === asked.id && components.length > 0),
  )
  pressed(offer, 'forget-own')
  await world.discord.until(() => world.discord.message(offer.id)?.content.includes('Deleted'))
  await settled()
  expect(world.log()).not.toContain('"level":50')
})
