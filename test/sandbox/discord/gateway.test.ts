import { Events, type Message } from 'discord.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { intentBits } from '../../../src/sandbox/discord/intents.ts'
import type { JsonObject } from '../../../src/sandbox/discord/json.ts'
import { defaultSeed } from '../../../src/sandbox/discord/seed.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { type BareClient, connect, identify, isEvent } from './bare-client.ts'
import { logIn } from './log-in.ts'
import { call, registerAsk } from './rest.ts'
import { ids, setStage } from './stage.ts'

const closing: (() => unknown)[] = []
let discord: Discord

beforeEach(async () => {
  discord = await startDiscord()
})

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await discord.close()
})

const open = async (more: JsonObject = {}): Promise<BareClient> => {
  const client = connect(discord)
  await client.next(({ op }) => op === 10)
  client.send(identify(discord, more))
  return client
}

const sessionOf = async (client: BareClient): Promise<string> => {
  const ready = JSON.stringify(await client.next(isEvent('READY')))
  return /"session_id":"(\d+)"/.exec(ready)?.[1] ?? ''
}

const say = (content: string) => discord.say({ channelId: ids.general, userId: ids.ada, content })

test('a guild that an outage takes away says nothing until it is back', async () => {
  discord.setAvailable(ids.greenhouse, false)
  const client = await open()
  const ready = await client.next(isEvent('READY'))
  expect(ready['d']).toMatchObject({ guilds: [{ id: ids.greenhouse, unavailable: true }] })
  say('unheard')
  discord.setAvailable(ids.greenhouse, true)
  const created = await client.next(isEvent('GUILD_CREATE'))
  expect(created['d']).toMatchObject({ id: ids.greenhouse, unavailable: false })
  discord.setAvailable(ids.greenhouse, false)
  expect((await client.next(isEvent('GUILD_DELETE')))['d']).toEqual({ id: ids.greenhouse, unavailable: true })
  expect(client.received.some(isEvent('MESSAGE_CREATE'))).toBe(false)
})

test.each([
  ['a wrong token', { token: 'wrong' }, 4004],
  ['impossible intents', { intents: -1 }, 4013],
  ['a privileged intent that is switched off', { intents: intentBits.GUILD_MEMBERS }, 4014],
  ['a shard that there is not', { shard: [2, 2] }, 4010],
  ['no properties', { properties: 1 }, 4002],
] as const)('%s is answered by closing with its code', async (_, more, code) => {
  expect(await (await open(more)).closed).toBe(code)
})

test('payloads out of turn, unknown, too large or too many close the connection', async () => {
  const early = connect(discord)
  await early.next(({ op }) => op === 10)
  early.send({ op: 3, d: {} })
  expect(await early.closed).toBe(4003)
  const twice = await open()
  twice.send(identify(discord))
  expect(await twice.closed).toBe(4005)
  const unknown = await open()
  unknown.send({ op: 99, d: null })
  expect(await unknown.closed).toBe(4001)
  const large = await open()
  large.send({ op: 1, d: 'x'.repeat(4096) })
  expect(await large.closed).toBe(4002)
  const many = await open()
  for (let count = 0; count < 120; count += 1) many.send({ op: 1, d: null })
  expect(await many.closed).toBe(4008)
})

test('heartbeats are acknowledged, unless they are not', async () => {
  const client = await open()
  await client.next(isEvent('READY'))
  client.send({ op: 1, d: 1 })
  await client.next(({ op }) => op === 11)
  const answered = client.received.length
  discord.gateway.acknowledgeHeartbeats(false)
  client.send({ op: 1, d: 2 })
  client.send({ op: 99, d: null })
  await client.closed
  expect(client.received.slice(answered).map(({ op }) => op)).not.toContain(11)
})

test('a resumed session hears all it missed, in order and once', async () => {
  const first = await open()
  const session = await sessionOf(first)
  say('heard')
  const heard = await first.next(isEvent('MESSAGE_CREATE'))
  first.drop()
  await first.closed
  say('missed one')
  say('missed two')
  const second = connect(discord)
  await second.next(({ op }) => op === 10)
  second.send({ op: 6, d: { token: discord.token, session_id: session, seq: Number(heard['s']) } })
  await second.next(isEvent('RESUMED'))
  const words = second.received.map(
    ({ t, d }) => `${t} ${/"content":"([^"]*)"/.exec(JSON.stringify(d))?.[1]}`,
  )
  expect(words.slice(1)).toEqual([
    'MESSAGE_CREATE missed one',
    'MESSAGE_CREATE missed two',
    'RESUMED undefined',
  ])
  const numbers = second.received.slice(1).map(({ s }) => Number(s) - Number(heard['s']))
  expect(numbers).toEqual([1, 2, 3])
})

test('a session that is over or unknown is invalid', async () => {
  const first = await open()
  const session = await sessionOf(first)
  discord.gateway.close(4009)
  await first.closed
  const second = connect(discord)
  await second.next(({ op }) => op === 10)
  second.send({ op: 6, d: { token: discord.token, session_id: session, seq: 1 } })
  expect(await second.next(({ op }) => op === 9)).toEqual({ op: 9, d: false })
})

test('while the gateway is deaf nothing arrives, and a resume brings it', async () => {
  const client = await open()
  const session = await sessionOf(client)
  await client.next(isEvent('GUILD_CREATE'))
  discord.gateway.deliver(false)
  say('unheard')
  client.send({ op: 1, d: 1 })
  await client.next(({ op }) => op === 11)
  expect(client.received.some(isEvent('MESSAGE_CREATE'))).toBe(false)
  discord.gateway.deliver(true)
  const again = connect(discord)
  await again.next(({ op }) => op === 10)
  again.send({ op: 6, d: { token: discord.token, session_id: session, seq: 2 } })
  expect(JSON.stringify(await again.next(isEvent('MESSAGE_CREATE')))).toContain('unheard')
})

const contentOf = (payload: JsonObject): string =>
  /"content":"([^"]*)"/.exec(JSON.stringify(payload))?.[1] ?? ''

test('without the message-content intent only what is meant for the bot has content', async () => {
  const client = await open({
    intents: intentBits.GUILDS | intentBits.GUILD_MESSAGES | intentBits.DIRECT_MESSAGES,
  })
  await client.next(isEvent('READY'))
  const direct = discord.directChannel(ids.ada)
  const own = discord.say({ channelId: ids.general, userId: ids.bot, content: 'own' })
  const said = [
    say('to nobody'),
    say(`to <@${ids.bot}>`),
    own,
    discord.say({ channelId: ids.general, userId: ids.ada, content: 'a reply', replyTo: own.id }),
    discord.say({
      channelId: ids.general,
      userId: ids.ada,
      content: 'quiet',
      replyTo: own.id,
      pingReply: false,
    }),
    discord.say({ channelId: direct.id, userId: ids.ada, content: 'direct' }),
  ]
  const heard = await Promise.all(
    said.map(({ id }) =>
      client.next((it) => isEvent('MESSAGE_CREATE')(it) && JSON.stringify(it).includes(`{"id":"${id}"`)),
    ),
  )
  expect(heard.map(contentOf)).toEqual(['', `to <@${ids.bot}>`, 'own', 'a reply', '', 'direct'])
})

test('events without their intent, in channels out of sight, and private answers do not reach the bot', async () => {
  const client = await open({ intents: intentBits.GUILDS })
  await client.next(isEvent('READY'))
  say('no intent for this')
  const all = await open()
  await all.next(isEvent('READY'))
  discord.setPermissions({ channelId: ids.questions, id: ids.bot, deny: ['VIEW_CHANNEL'] })
  discord.say({ channelId: ids.questions, userId: ids.ada, content: 'out of sight' })
  discord.say({ channelId: ids.lobby, userId: ids.ada, content: 'elsewhere' })
  await registerAsk(discord)
  const run = discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask' })
  const answer = { type: 4, data: { content: 'private', flags: 64 } }
  await call(discord, `POST /interactions/${run.id}/${run.token}/callback`, answer)
  discord.createChannel({ guildId: ids.greenhouse, name: 'last' })
  await Promise.all([client, all].map((it) => it.next(isEvent('CHANNEL_CREATE'))))
  expect([...client.received, ...all.received].some(isEvent('MESSAGE_CREATE'))).toBe(false)
})

test('an application without the privileged intent reads empty content over REST as well', async () => {
  const privileged = { messageContent: false, guildMembers: false, presences: false }
  const { application, ...rest } = defaultSeed
  const strict = await startDiscord({ seed: { application: { ...application, privileged }, ...rest } })
  closing.push(strict.close)
  strict.say({ channelId: ids.general, userId: ids.ada, content: 'hidden' })
  strict.say({ channelId: ids.general, userId: ids.ada, content: `shown <@${ids.bot}>` })
  const headers = { authorization: `Bot ${strict.token}` }
  const answer = await fetch(`${strict.url}/v10/channels/${ids.general}/messages`, { headers })
  expect(await answer.json()).toMatchObject([{ content: `shown <@${ids.bot}>` }, { content: '' }])
  await expect(logIn(strict)).rejects.toThrow('disallowed intents')
})

test.each([
  ['closed with 4000', () => discord.gateway.close(4000), 'gateway-resumed'],
  ['cut', () => discord.gateway.cut(), 'gateway-resumed'],
  ['asked to reconnect', () => discord.gateway.reconnect(), 'gateway-resumed'],
] as const)('discord.js, %s, resumes and hears what it missed', async (_, disturb, then) => {
  const client = await logIn(discord)
  closing.push(() => client.destroy())
  const back = new Promise((resolve) => {
    discord.onEvent(({ type }) => {
      if (type === then) resolve(type)
    })
  })
  const heard = new Promise<Message>((resolve) => client.once(Events.MessageCreate, resolve))
  const closed = new Promise((resolve) => {
    discord.onEvent(({ type }) => {
      if (type === 'gateway-close') resolve(type)
    })
  })
  disturb()
  await closed
  say('meanwhile')
  await back
  expect((await heard).content).toBe('meanwhile')
})

test('discord.js hears people write, react and open threads', async () => {
  const stage = await setStage()
  closing.push(stage.close)
  const events: string[] = []
  const { client } = stage
  const reacted = new Promise((resolve) => client.once(Events.MessageReactionAdd, resolve))
  client.on(Events.MessageCreate, ({ content }) => events.push(`create ${content}`))
  client.on(Events.MessageUpdate, (_, { content }) => events.push(`update ${content}`))
  client.on(Events.MessageDelete, () => events.push('delete'))
  client.on(Events.ThreadCreate, ({ name }) => events.push(`thread ${name}`))
  const act = { channelId: ids.general, userId: ids.ada }
  const said = stage.discord.say({ ...act, content: 'a' })
  stage.discord.editMessage({ messageId: said.id, userId: ids.ada, content: 'b' })
  stage.discord.startThread({ ...act, name: 'T' })
  const other = stage.discord.say({ ...act, content: 'c' })
  stage.discord.deleteMessage({ messageId: said.id, userId: ids.ada })
  stage.discord.react({ messageId: other.id, userId: ids.ada, emoji: '👍' })
  await reacted
  expect(events).toEqual(['create a', 'update b', 'thread T', 'create T', 'create c', 'delete'])
})
