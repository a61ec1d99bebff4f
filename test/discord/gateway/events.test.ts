import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json } from '../../../src/sandbox/discord/json.ts'
import { type BotWorld, people, places, startBotWorld } from '../../world/bot-world.ts'

let world: BotWorld
beforeAll(async () => {
  world = await startBotWorld()
})
afterAll(() => world.close())

const secret = 'the words of somebody'
const guildId = '1100000000000000100'

/** Events that nobody expects; discord.js or the bot throws on some of them. */
const odd: readonly (readonly [string, Json])[] = [
  ['CHANNEL_DELETE', null],
  ['CHANNEL_DELETE', { id: 7, name: secret }],
  ['CHANNEL_UPDATE', null],
  ['CHANNEL_CREATE', { id: null, type: 0, guild_id: guildId, name: secret, permission_overwrites: 'none' }],
  ['GUILD_UPDATE', null],
  ['GUILD_CREATE', { id: guildId, channels: [null], members: secret }],
  ['GUILD_MEMBER_ADD', { guild_id: guildId }],
  ['GUILD_ROLE_UPDATE', { guild_id: guildId, role: null }],
  ['GUILD_MEMBERS_CHUNK', { guild_id: guildId, members: null }],
  ['THREAD_LIST_SYNC', { guild_id: guildId, threads: [null] }],
  ['MESSAGE_CREATE', null],
  ['MESSAGE_CREATE', { id: 1, content: secret }],
  ['MESSAGE_CREATE', { id: '1', channel_id: places.general, content: secret, author: null }],
  ['MESSAGE_CREATE', { id: '1', channel_id: places.general, content: { text: secret }, attachments: [{}] }],
  ['MESSAGE_UPDATE', { id: '1', channel_id: null }],
  ['MESSAGE_DELETE_BULK', { ids: secret }],
  ['INTERACTION_CREATE', null],
  ['INTERACTION_CREATE', { id: '1', type: 2, token: secret, data: null }],
  ['INTERACTION_CREATE', { id: '1', type: 99, token: secret }],
  ['PRESENCE_UPDATE', { user: null }],
  ['AN_EVENT_TO_COME', { content: secret }],
]

test.for(odd)('%s with %j costs that event alone, and its content is not logged', async ([name, data]) => {
  const { discord, claude } = world
  discord.gateway.dispatch(name, data)
  const before = claude.requests().length
  const channel = discord.createChannel({ guildId, name: 'a-channel' })
  discord.runCommand({ channelId: channel.id, userId: people.ada, name: 'ask', options: { prompt: 'Hi' } })
  await expect.poll(() => claude.requests().length).toBeGreaterThan(before)
  await discord.until(() => /\n-# /.test(discord.messages(channel.id)[0]?.content ?? ''))
  expect(world.log()).not.toContain(secret)
})

test('an event that throws is logged by its name and where the code failed', () => {
  const line = world
    .log()
    .split('\n')
    .find((each) => each.includes('CHANNEL_UPDATE'))
  expect(line).toMatch(/"event":"CHANNEL_UPDATE","type":"TypeError","at":\["at /)
})
