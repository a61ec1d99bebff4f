import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCustomId } from '../../src/discord/interactions/components.ts'
import { readIncomingMessage } from '../../src/discord/messages/incoming-message.ts'
import { text } from '../../src/sandbox/claude/answer.ts'
import { type BotWorld, people, startBotWorld } from '../world/bot-world.ts'

const guildId = '1100000000000000100'
let world: BotWorld
beforeAll(async () => {
  world = await startBotWorld({
    discord: {
      limits: {
        'POST /webhooks/:webhook_id/:webhook_token': { limit: 1_000, windowMs: 1_000 },
        'POST /channels/:channel_id/messages': { limit: 1_000, windowMs: 1_000 },
      },
    },
  })
})
afterAll(() => world.close())

const newChannel = (): string => world.discord.createChannel({ guildId, name: 'a-channel' }).id

const shown = (channelId: string, strings: string): Promise<string> =>
  world.discord.until(() => {
    const all = world.discord
      .messages(channelId)
      .map(({ content }) => content)
      .join('\n')
    return all.includes(strings) && all
  })

const botId = () => world.discord.application.botId

/** The newest question as Claude got it. */
const lastRequest = (): string => JSON.stringify(world.claude.requests().at(-1)?.body)

describe('as large as Discord lets it be', () => {
  test('a prompt of 6,000 characters, all of them four bytes, is asked whole', async () => {
    const channelId = newChannel()
    world.discord.runCommand({
      ...{ channelId, userId: people.ada, name: 'ask', options: { prompt: '🌱'.repeat(6_000) } },
    })
    await shown(channelId, '-# claude-')
    expect(lastRequest()).toContain('🌱'.repeat(6_000))
  })

  test('a message of 2,000 marks of Markdown is asked and answered', async () => {
    const channelId = newChannel()
    const content = `<@${botId()}>${'`*_~|>#['.repeat(245)}`
    world.discord.say({ channelId, userId: people.ada, content })
    await shown(channelId, '-# claude-')
  })

  test('an answer of 60,000 characters without a space keeps to Discord’s limits', async () => {
    const channelId = newChannel()
    world.claude.next(text('*'.repeat(20_000) + 'x'.repeat(40_000)))
    // By a message, since Discord posts no more than 30 follow-ups to a command in a minute.
    world.discord.say({ channelId, userId: people.ada, content: `<@${botId()}> much` })
    await shown(channelId, '-# claude-')
    for (const { content } of world.discord.messages(channelId))
      expect([...content].length).toBeLessThanOrEqual(2_000)
  })
})

describe('a file', () => {
  const given = async (filename: string, bytes: Uint8Array, contentType: string) => {
    const channelId = newChannel()
    const attachments = [{ filename, bytes, contentType }]
    world.discord.say({ channelId, userId: people.ada, content: `<@${botId()}> this`, attachments })
    await shown(channelId, '-# claude-')
    return { said: await shown(channelId, ''), request: lastRequest() }
  }

  test('of packed text is not unpacked: what is in it never reaches Claude', async () => {
    const bomb = gzipSync(new TextEncoder().encode('rhubarb '.repeat(1_000_000)))
    const { said, request } = await given('notes.txt', bomb, 'text/plain')
    expect(said).toContain('notes.txt')
    expect(request).not.toContain('rhubarb')
  })

  test('that says it is an image and is a program is refused by name', async () => {
    const program = new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, ...new Uint8Array(200)])
    const { said, request } = await given('cat.png', program, 'image/png')
    expect(said).toContain('cat.png')
    expect(request).not.toContain('"type":"image"')
  })

  test('whose name is a path is called by its last part', async () => {
    const { request } = await given('../../etc/passwd', new TextEncoder().encode('leeks'), 'text/plain')
    expect(request).toContain('leeks')
    expect(request).not.toContain('../')
  })
})

describe('what only a tampered client sends', () => {
  test('a custom id of any length is no action', () => {
    for (const id of ['x'.repeat(101), `stop:${'x'.repeat(10_000)}`, '\u0000', 'stop:\n1'])
      expect(readCustomId(id)).toBeNull()
  })

  test('a message without what Discord promises is refused before anything is done with it', () => {
    for (const broken of [null, 7, [], { id: 1 }, { id: '1', type: 0, channel_id: '1', author: {} }])
      expect(() => readIncomingMessage(broken)).toThrow()
  })
})
