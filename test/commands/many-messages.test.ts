import { afterEach, beforeEach, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'
import { cutShort, stageOf } from './stage.ts'

/** So that what is tested is not waiting. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const unlimited = {
  'POST /channels/:channel_id/messages': plenty,
  'POST /webhooks/:webhook_id/:webhook_token': plenty,
  'PATCH /channels/:channel_id/messages/:message_id': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': plenty,
}

let world: BotWorld
beforeEach(async () => {
  world = await startBotWorld({
    discord: { limits: unlimited },
    environment: { MAX_TOKENS: '64000', MAX_MESSAGES: '5' },
  })
})
afterEach(() => world.close())

const { ask, ended, press, messages } = stageOf(() => world)

const words = Array.from({ length: 9_000 }, (_, index) => `w${index}`).join(' ')

const wholeOf = ({ attachments: [file] }: Message): string =>
  new TextDecoder().decode(world.discord.fileOf(file?.id ?? ''))

test('an answer that is too long for a channel comes as a file with its fifth message', async () => {
  world.claude.next(cutShort(words), text(' and more.'), text('Short.'))
  ask('everything')
  const last = await ended('The full answer is in the file (')
  expect(last.content).toContain(`(${words.length.toLocaleString('en')} characters)`)
  expect(messages()).toHaveLength(5)
  expect(wholeOf(last)).toBe(words)
  press(last, 'continue')
  const longer = await ended(`(${(words.length + 10).toLocaleString('en')} characters)`)
  expect(messages()).toHaveLength(5)
  expect(wholeOf(longer)).toBe(`${words} and more.`)
  press(longer, 'regenerate')
  const short = await ended('Short.')
  await world.discord.until(() => messages().length === 1 && messages()[0]?.id === short.id)
})

test('in a direct message it may be twenty messages', async () => {
  world.claude.next(text(words))
  const { id } = world.discord.directChannel(people.ada)
  world.discord.say({ channelId: id, userId: people.ada, content: 'everything' })
  const last = await ended('The full answer is in the file (', id)
  expect(wholeOf(last)).toBe(words)
  const { botId } = world.discord.application
  expect(messages(id).filter(({ authorId }) => authorId === botId)).toHaveLength(20)
})

test('where the bot may attach no files, the answer takes as many messages as it needs', async () => {
  const { botId: id } = world.discord.application
  world.discord.setPermissions({ channelId: places.general, id, deny: ['ATTACH_FILES'] })
  const long = words.slice(0, 20_000)
  world.claude.next(text(long))
  ask('much')
  await ended(words.slice(19_980, 20_000))
  expect(messages().length).toBeGreaterThan(9)
  expect(messages().flatMap(({ attachments }) => attachments)).toEqual([])
})
