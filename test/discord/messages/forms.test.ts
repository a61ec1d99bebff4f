import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageIn } from './stage.ts'

let world: BotWorld
const { asked, contents, questions, replies, say, seen } = stageIn(() => world)

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

/** A form about a message, open before somebody. */
const opened = async (messageId: string, userId = people.ada) => {
  const act = world.discord.runMessageCommand({ userId, name: 'Ask about this', messageId })
  await world.discord.answered(act)
  return act
}

const send = (interactionId: string, question: string): void =>
  void world.discord.submitModal({ interactionId, values: { question } })

describe('a form that is open while the bot restarts', () => {
  test('is answered, with the message that it was about', async () => {
    const act = await opened(say('The fern likes shade.', { userId: people.grace }).id)
    await world.restart()
    send(act.id, 'Does it?')
    await replies()
    expect(asked()).toContain('<quoted author=')
    expect(asked()).toContain('The fern likes shade.')
    expect(asked()).toContain('Does it?')
  })

  test('is told what to do when the message is gone, and nothing is asked', async () => {
    const message = say('The fern likes shade.', { userId: people.ada })
    const act = await opened(message.id)
    await world.restart()
    world.discord.deleteMessage({ messageId: message.id, userId: people.ada })
    send(act.id, 'Does it?')
    expect((await seen('can’t find that message')).onlyFor).toBe(people.ada)
    expect(questions()).toHaveLength(0)
    await expect.poll(() => contents(places.general)).toHaveLength(1)
  })

  test('shows nobody what they may not read themselves', async () => {
    const act = await opened(say('The fern likes shade.', { userId: people.ada }).id, people.grace)
    await world.restart()
    world.discord.setPermissions({
      channelId: places.general,
      id: people.grace,
      deny: ['READ_MESSAGE_HISTORY'],
    })
    send(act.id, 'Does it?')
    expect((await seen('can’t find that message')).onlyFor).toBe(people.grace)
    expect(questions()).toHaveLength(0)
  })

  test('for Claude’s manner sets it', async () => {
    const act = world.discord.runCommand({ channelId: places.general, userId: people.ada, name: 'persona' })
    await world.discord.answered(act)
    await world.restart()
    world.discord.submitModal({ interactionId: act.id, values: { persona: 'Speak like a gardener.' } })
    await seen('Speak like a gardener.')
  })
})
