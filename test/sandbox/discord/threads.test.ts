import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Message } from '../../../src/sandbox/discord/message.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { call, post } from './rest.ts'
import { ids } from './stage.ts'

let discord: Discord
let message: Message

beforeEach(async () => {
  discord = await startDiscord()
  message = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Hello' })
})

afterEach(() => discord.close())

const open = (body = { name: 'Questions' }) =>
  call(discord, `POST /channels/${ids.general}/messages/${message.id}/threads`, body)

test('a thread from a message is created with its id, once', async () => {
  const opened = await open()
  expect(opened).toMatchObject({
    status: 201,
    body: { id: message.id, type: 11, name: 'Questions', parent_id: ids.general, owner_id: ids.bot },
  })
  expect(discord.message(message.id)).toMatchObject({ threadId: message.id, flags: 32 })
  expect(await open()).toMatchObject({ status: 400, body: { code: 160004 } })
})

test('a guild has a limit of active threads, which one that is put away leaves', async () => {
  await discord.close()
  discord = await startDiscord({ maxActiveThreads: 1 })
  const thread = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'A' })
  message = discord.say({ channelId: ids.general, userId: ids.ada, content: 'Hello' })
  expect(await open()).toMatchObject({ status: 400, body: { code: 160006 } })
  expect(await call(discord, `POST /channels/${ids.general}/threads`, { name: 'B', type: 11 })).toMatchObject(
    {
      body: { code: 160006 },
    },
  )
  discord.archiveThread(thread.id)
  expect((await open()).status).toBe(201)
})

test('a thread needs a name of 1 to 100 and one of four durations', async () => {
  for (const body of [{ name: '' }, { name: 'x'.repeat(101) }, { name: 'x', auto_archive_duration: 61 }])
    expect(await open(body)).toMatchObject({ status: 400, body: { code: 50035 } })
})

test('there are no threads in threads or direct channels', async () => {
  const thread = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'A' })
  const direct = discord.directChannel(ids.ada)
  for (const channelId of [thread.id, direct.id]) {
    const { body } = await post(discord, 'x', channelId)
    const path = `/channels/${channelId}/messages/${String(body['id'])}/threads`
    expect(await call(discord, `POST ${path}`, { name: 'x' })).toMatchObject({ body: { code: 50024 } })
  }
})

test('an archived thread takes no edits, and wakes with the next message', async () => {
  const { id } = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'A' })
  const sent = await post(discord, 'x', id)
  discord.archiveThread(id)
  const path = `/channels/${id}/messages/${String(sent.body['id'])}`
  expect(await call(discord, `PATCH ${path}`, { content: 'y' })).toMatchObject({
    status: 400,
    body: { code: 50083 },
  })
  expect((await post(discord, 'y', id)).status).toBe(200)
  expect(discord.channel(id)).toMatchObject({ archived: false })
})

test('a locked thread takes nothing from those who do not manage threads', async () => {
  const { id } = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'A' })
  discord.setPermissions({ channelId: ids.general, id: ids.bot, deny: ['MANAGE_THREADS'] })
  discord.lockThread(id)
  expect(await post(discord, 'x', id)).toMatchObject({ status: 400, body: { code: 160005 } })
  expect(() => discord.say({ channelId: id, userId: ids.grace, content: 'x' })).toThrow('is locked')
})

test('the thread goes with its channel', async () => {
  await open()
  discord.deleteChannel(ids.general)
  expect(await post(discord, 'x', message.id)).toMatchObject({ status: 404, body: { code: 10003 } })
})

test('a thread without a message is private unless it says otherwise', async () => {
  const make = (body: { name: string; type?: number }) =>
    call(discord, `POST /channels/${ids.general}/threads`, body)
  expect((await make({ name: 'A' })).body).toMatchObject({ type: 12 })
  expect((await make({ name: 'B', type: 11 })).body).toMatchObject({ type: 11 })
})

test('a forum holds no messages but in its posts, whose first message has the thread’s id', async () => {
  const forum = discord.createChannel({ guildId: ids.greenhouse, name: 'help', type: 15 })
  expect(await post(discord, 'x', forum.id)).toMatchObject({ status: 400, body: { code: 50008 } })
  const { id } = discord.startThread({
    channelId: forum.id,
    userId: ids.ada,
    name: 'Basil',
    content: 'It wilts.',
  })
  expect(discord.messages(id)).toMatchObject([{ id, type: 0, content: 'It wilts.' }])
  expect((await post(discord, 'Water it.', id)).status).toBe(200)
  expect(discord.messages(forum.id)).toEqual([])
})

test('a voice channel has messages and no threads', async () => {
  const voice = discord.createChannel({ guildId: ids.greenhouse, name: 'Lounge', type: 2 })
  const { body, status } = await post(discord, 'x', voice.id)
  expect(status).toBe(200)
  const path = `/channels/${voice.id}/messages/${String(body['id'])}/threads`
  expect(await call(discord, `POST ${path}`, { name: 'x' })).toMatchObject({ body: { code: 50024 } })
})
