import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Json } from '../../../src/sandbox/discord/json.ts'
import type { PermissionName } from '../../../src/sandbox/discord/permissions.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { call, post } from './rest.ts'
import { ids, wideLimits } from './stage.ts'

let discord: Discord

beforeEach(async () => {
  discord = await startDiscord({ limits: wideLimits })
})

afterEach(() => discord.close())

const deny = (...names: PermissionName[]) =>
  discord.setPermissions({ channelId: ids.general, id: ids.bot, deny: names })

const inGeneral = (method: string, path: string, body?: Json | FormData) =>
  call(discord, `${method} /channels/${ids.general}${path}`, body)

test.each([
  ['POST', '/messages', { content: 'x' }, 'SEND_MESSAGES'],
  ['POST', '/typing', undefined, 'SEND_MESSAGES'],
  ['POST', '/threads', { name: 'x', type: 11 }, 'CREATE_PUBLIC_THREADS'],
  ['POST', '/threads', { name: 'x' }, 'CREATE_PRIVATE_THREADS'],
] as const)('%s %s with %o needs %s', async (method, path, body, permission) => {
  deny(permission)
  expect(await inGeneral(method, path, body)).toMatchObject({ status: 403, body: { code: 50013 } })
  deny('VIEW_CHANNEL')
  expect(await inGeneral(method, path, body)).toMatchObject({ status: 403, body: { code: 50001 } })
})

test('a thread from a message, reading one message and reacting need the history', async () => {
  const { id } = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Hello' })
  deny('READ_MESSAGE_HISTORY')
  for (const route of [
    `GET /messages/${id}`,
    `POST /messages/${id}/threads`,
    `PUT /messages/${id}/reactions/👀/@me`,
  ]) {
    const [method = '', path = ''] = route.split(' ')
    expect(await inGeneral(method, path, method === 'POST' ? { name: 'x' } : undefined)).toMatchObject({
      body: { code: 50013 },
    })
  }
  expect((await inGeneral('GET', '/messages')).list).toEqual([])
  const reply = { content: 'x', message_reference: { message_id: id } }
  expect(await inGeneral('POST', '/messages', reply)).toMatchObject({ status: 400, body: { code: 160002 } })
})

test('files need ATTACH_FILES', async () => {
  deny('ATTACH_FILES')
  const form = new FormData()
  form.set('payload_json', '{"content":"x"}')
  form.set('files[0]', new Blob(['x']), 'x.txt')
  expect(await inGeneral('POST', '/messages', form)).toMatchObject({ body: { code: 50013 } })
  expect((await post(discord, 'x')).status).toBe(200)
})

test('in a thread SEND_MESSAGES_IN_THREADS counts, and SEND_MESSAGES does not', async () => {
  const thread = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'A' })
  deny('SEND_MESSAGES')
  expect((await post(discord, 'x', thread.id)).status).toBe(200)
  deny('SEND_MESSAGES_IN_THREADS')
  expect(await post(discord, 'x', thread.id)).toMatchObject({ status: 403, body: { code: 50013 } })
})

test('what everyone is denied a member can be allowed', async () => {
  discord.setPermissions({ channelId: ids.general, id: ids.greenhouse, deny: ['SEND_MESSAGES'] })
  expect((await post(discord, 'x')).status).toBe(403)
  discord.setPermissions({ channelId: ids.general, id: ids.bot, allow: ['SEND_MESSAGES'] })
  expect((await post(discord, 'x')).status).toBe(200)
})

test('what everyone is allowed a member can be denied, and a channel that does both allows', async () => {
  discord.setPermissions({ channelId: ids.general, id: ids.greenhouse, allow: ['SEND_MESSAGES'] })
  deny('SEND_MESSAGES')
  expect((await post(discord, 'x')).status).toBe(403)
  const both = ['SEND_MESSAGES'] as const
  discord.setPermissions({ channelId: ids.general, id: ids.bot, allow: both, deny: both })
  expect((await post(discord, 'x')).status).toBe(200)
})

test('where the bot is not a member, or no more, it has no access', async () => {
  expect(await post(discord, 'x', ids.lobby)).toMatchObject({ status: 403, body: { code: 50001 } })
  discord.kickBot(ids.greenhouse)
  expect(await post(discord, 'x')).toMatchObject({ status: 403, body: { code: 50001 } })
  expect(await call(discord, `GET /guilds/${ids.greenhouse}`)).toMatchObject({ body: { code: 50001 } })
})

test('without the token nothing is told', async () => {
  expect(await call(discord, 'GET /users/@me', undefined, 'wrong')).toMatchObject({
    status: 401,
    body: { code: 0 },
  })
})

test('a path that is not there and a method that is not allowed are said apart', async () => {
  expect((await call(discord, 'GET /nowhere')).status).toBe(404)
  expect((await call(discord, 'PUT /users/@me')).status).toBe(405)
})

test('deleting what others wrote needs MANAGE_MESSAGES, for people too', async () => {
  const { id } = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Hello' })
  expect(() => discord.deleteMessage({ messageId: id, userId: ids.grace })).toThrow('may not delete')
  deny('MANAGE_MESSAGES')
  expect(await inGeneral('DELETE', `/messages/${id}`)).toMatchObject({ body: { code: 50013 } })
  discord.deleteMessage({ messageId: id, userId: ids.ada })
  expect(discord.message(id)).toBeUndefined()
})
