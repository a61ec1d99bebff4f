import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Reply } from '../../../src/sandbox/claude/answer.ts'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'
import { stageIn } from './stage.ts'

let world: BotWorld
const { mention, replies, say, seen } = stageIn(() => world)

beforeEach(async () => {
  world = await startBotWorld({ speed: 1 })
})
afterEach(() => world.close())

/** Two pages, with time between them for others to write. */
const inTwo: Reply = {
  type: 'reply',
  pace: { tokensPerSecond: 1_000 },
  say: [
    { type: 'text', text: `First ${'leaf '.repeat(300)}` },
    { type: 'pause', ms: 1_500 },
    { type: 'text', text: `${'leaf '.repeat(300)} last.` },
  ],
}

/** Asks for an answer of two pages; `between` is called once the first is there. */
const pagesAfter = async (between: () => void): Promise<readonly [Message, Message]> => {
  world.claude.next(inTwo)
  say(mention('tell me'))
  await seen('First leaf')
  between()
  await replies(1)
  const [first, second, ...others] = world.discord
    .messages(places.general)
    .filter(({ authorId }) => authorId === world.discord.application.botId)
  if (first === undefined || second === undefined || others.length > 0) throw new Error('not two pages')
  return [first, second]
}

const chat = (): void => void say('Lovely weather today', { userId: people.grace })

test('the next page of an answer stands under the one before, as a part of it', async () => {
  const [, second] = await pagesAfter(() => {})
  expect(second.reference).toBeUndefined()
})

test('it is a reply to the page before where another message has come between', async () => {
  const [first, second] = await pagesAfter(chat)
  expect(second.reference?.messageId).toBe(first.id)
  expect(JSON.stringify(world.discord.requests().at(-1)?.requestBody)).toContain('"replied_user":false')
})

test('it is posted all the same where the bot may not read what was written', async () => {
  const [, second] = await pagesAfter(() => {
    chat()
    const { botId } = world.discord.application
    world.discord.setPermissions({ channelId: places.general, id: botId, deny: ['READ_MESSAGE_HISTORY'] })
  })
  expect(second.reference).toBeUndefined()
  expect(second.content).toContain('last.')
})
