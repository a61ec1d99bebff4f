import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { text } from '../../src/sandbox/claude/answer.ts'
import type { Message } from '../../src/sandbox/discord/message.ts'
import { type BotWorld, people, places, startBotWorld } from '../world/bot-world.ts'

let world: BotWorld

beforeEach(async () => {
  world = await startBotWorld()
})
afterEach(() => world.close())

const ask = (prompt: string, channelId = places.general, userId = people.ada) =>
  world.discord.runCommand({ channelId, userId, name: 'ask', options: { prompt } })

const isFooted = ({ content }: Message): boolean => /^-# claude-.* s$/m.test(content)

/** The channel's messages, once `count` replies in it have their footer. */
const replies = (count = 1, channelId = places.general): Promise<readonly string[]> =>
  world.discord.until(() => {
    const messages = world.discord.messages(channelId)
    return messages.filter(isFooted).length === count && messages.map(({ content }) => content)
  })

/** So that what is tested is not waiting. */
const plenty = { limit: 1_000, windowMs: 1_000 }
const unlimited = {
  'POST /webhooks/:webhook_id/:webhook_token': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': plenty,
  'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': plenty,
}

const slow = { tokensPerSecond: 40 } as const

describe('/ask', () => {
  test('ends in Claude’s words and a footer, without cursor or Stop', async () => {
    world.claude.next(text('Hello **there**.'))
    ask('Hi')
    const [content] = await replies()
    expect(content).toMatch(
      /^Hello \*\*there\*\*\.\n-# claude-sonnet-5-5 · [\d,]+ in · \d+ out · [\d.]+ ¢ · first text \d+\.\d s · \d+\.\d s$/,
    )
    const [message] = world.discord.messages(places.general)
    expect(JSON.stringify(message)).not.toContain('stop:')
  })

  test('goes on with the channel’s conversation, with everyone’s name, also after a restart', async () => {
    world.claude.next(text('Noted.'), text('Noted too.'), text('Ada likes basil.'))
    ask('I like basil.')
    await replies(1)
    ask('I like mint.', places.general, people.grace)
    await replies(2)
    await world.restart()
    ask('Who likes what?', places.general, people.grace)
    await replies(3)
    const said = JSON.stringify(world.claude.requests().at(-1)?.body)
    for (const part of [
      'I like basil.',
      'Noted.',
      'I like mint.',
      'Noted too.',
      'Who likes what?',
      'Ada',
      'Grace',
    ]) {
      expect(said).toContain(part)
    }
  })

  test('keeps channels apart, and /new starts afresh', async () => {
    ask('my rhubarb is a secret')
    await replies(1)
    ask('and here?', places.questions)
    await replies(1, places.questions)
    expect(JSON.stringify(world.claude.requests().at(-1)?.body)).not.toContain('rhubarb')
    world.discord.runCommand({ channelId: places.general, userId: people.ada, name: 'new' })
    await world.discord.until(() =>
      world.discord.messages(places.general).at(-1)?.content.includes('Started a new conversation'),
    )
    ask('what did I say?')
    await replies(2)
    expect(JSON.stringify(world.claude.requests().at(-1)?.body)).not.toContain('rhubarb')
  })

  test('answers one question after the other in a channel, and says who waits at which place', async () => {
    world.claude.setSpeed(1)
    const long = 'word '.repeat(120)
    world.claude.next({ ...text(long), pace: slow }, text('second'), text('third'))
    ask('one')
    await world.discord.until(() => world.discord.messages(places.general)[0]?.content.includes('word'))
    ask('two')
    ask('three')
    const all = (): string =>
      world.discord
        .messages(places.general)
        .map(({ content }) => content)
        .join('\n')
    await world.discord.until(() => all().includes('Queued (#1)') && all().includes('Queued (#2)'))
    expect(world.claude.requests().filter(({ method }) => method === 'POST')).toHaveLength(1)
    world.claude.setSpeed(Number.POSITIVE_INFINITY)
    const [first, second, third] = await replies(3)
    expect(first).toContain('word word')
    expect(second).toContain('second')
    expect(third).toContain('third')
  })

  test('Stop ends the reply at Claude and keeps the text; only for the asker', async () => {
    world.claude.setSpeed(1)
    world.claude.next({ ...text('word '.repeat(400)), pace: slow })
    ask('go on for long')
    const message = await world.discord.until(() =>
      world.discord.messages(places.general).find(({ content }) => content.includes('word word')),
    )
    const customId = /stop:[\w-]+/.exec(JSON.stringify(message))?.[0] ?? ''
    const denied = world.discord.click({ messageId: message.id, customId, userId: people.grace })
    await world.discord.answered(denied)
    expect(world.discord.message(message.id)?.content).toContain('▌')
    world.discord.click({ messageId: message.id, customId, userId: people.ada })
    const [content] = await replies(1)
    expect(content).toMatch(/word[\s\S]*-# Stopped/)
    await expect.poll(() => world.claude.requests()[0]?.outcome).toBeDefined()
  })

  test('a reply of 60,000 characters is spread over messages, none lost or doubled', async () => {
    await world.close()
    world = await startBotWorld({ discord: { limits: unlimited }, environment: { MAX_TOKENS: '64000' } })
    const strings = Array.from({ length: 9_000 }, (_, index) => `w${index}`)
    world.claude.next(text(strings.join(' ')))
    ask('everything')
    const pages = await replies()
    const shown = pages.join(' ').match(/\bw\d+\b/g)
    expect(shown).toEqual(strings)
    expect(pages.every((page) => [...page].length <= 2_000)).toBe(true)
  })
})
