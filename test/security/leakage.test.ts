import { DiscordAPIError } from 'discord.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readIncomingMessage } from '../../src/discord/messages/incoming-message.ts'
import { createLog } from '../../src/log.ts'
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

/** The message with which a command is answered, once it says all. */
const answered = (channelId: string, name: string, userId: string, options = {}): Promise<Message> => {
  const { id } = world.discord.runCommand({ channelId, userId, name, options })
  return world.discord.until(() =>
    world.discord
      .messages(channelId)
      .find(
        (it) =>
          it.interactionId === id &&
          (name === 'ask' ? it.content.includes('-# claude-') : it.content + it.attachments.length !== '0'),
      ),
  )
}

const readAttachments = ({ attachments }: Message): string =>
  attachments.map(({ id }) => new TextDecoder().decode(world.discord.fileOf(id))).join('\n')

describe('/export', () => {
  test('holds nothing of another channel', async () => {
    const [one, other] = [newChannel(), newChannel()]
    await answered(one, 'ask', people.ada, { prompt: 'my rhubarb' })
    await answered(other, 'ask', people.grace, { prompt: 'my leeks' })
    const file = readAttachments(await answered(other, 'export', people.grace))
    expect(file).toContain('leeks')
    expect(file).not.toContain('rhubarb')
  })

  test('holds nothing of what another person was answered in private', async () => {
    world.discord.setPermissions({
      ...{ channelId: lobby, id: '1100000000000000200', deny: ['USE_EXTERNAL_APPS'] },
    })
    await answered(lobby, 'ask', people.ada, { prompt: 'my rhubarb' })
    const told = await answered(lobby, 'export', people.grace)
    expect(told.content + readAttachments(told)).not.toContain('rhubarb')
  })
})

test('a message that points at one of another channel is no reply to it', () => {
  const author = { id: '1', username: 'ada' }
  const message = { id: '2', type: 19, channel_id: '10', content: 'And?', author }
  const referenced_message = { id: '3', content: 'rhubarb', author }
  const from = (channel_id: string) =>
    readIncomingMessage({ ...message, referenced_message, message_reference: { channel_id } })
  expect(from('10')?.repliesTo?.content).toBe('rhubarb')
  expect(from('11')?.repliesTo).toBeUndefined()
})

test('a thread that is opened on a reply knows what was said up to it, and nothing of other channels', async () => {
  const [one, other] = [newChannel(), newChannel()]
  await answered(one, 'ask', people.ada, { prompt: 'my rhubarb' })
  const reply = await answered(other, 'ask', people.grace, { prompt: 'my leeks' })
  const thread = world.discord.startThread({
    ...{ channelId: other, userId: people.grace, name: 'on leeks', messageId: reply.id },
  })
  await answered(thread.id, 'ask', people.grace, { prompt: 'Tell me all that was said.' })
  const last = JSON.stringify(world.claude.requests().at(-1)?.body)
  expect(last).toContain('my leeks')
  expect(last).not.toContain('rhubarb')
})

test('an error in the log has neither the words nor the tokens of the request that failed', () => {
  const lines: string[] = []
  const log = createLog('info', ['s3cret'], { write: (line) => void lines.push(line) })
  const token = 'aW50ZXJhY3Rpb246MTU3NDAyMzU1NTc0NDUzMDQzMjp2Um9i'
  for (const path of [`/webhooks/1/${token}`, `/interactions/2/${token}/callback`]) {
    const data = { code: 50_035, message: 'Invalid Form Body' }
    const body = { files: undefined, body: { content: 'what Ada said' } }
    const url = `https://discord.com/api/v10${path}`
    const error = new DiscordAPIError(data, 50_035, 400, 'POST', url, body)
    log.error({ err: new Error(`s3cret at ${url}`, { cause: error }) }, 'fault')
  }
  const all = lines.join('')
  expect(all).toContain('Invalid Form Body')
  for (const secret of ['what Ada said', token, 's3cret']) expect(all).not.toContain(secret)
})
