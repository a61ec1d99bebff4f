import { constants, createInflate, createZstdDecompress, inflateSync } from 'node:zlib'
import { Client, Events, GatewayIntentBits, Partials } from 'discord.js'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { GatewayRules } from '../../../src/sandbox/discord/gateway-hub.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock } from '../../world/fake-clock.ts'
import { type BareClient, connect, identify, isEvent } from './bare-client.ts'
import { channelId, guildId, manyGuilds } from './many-guilds.ts'
import { call, registerAsk } from './rest.ts'
import { ids } from './stage.ts'

const clock = createFakeClock()
const closing: (() => unknown)[] = []
let discord: Discord

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
  await discord.close()
})

const begin = async (guilds: number, gatewayRules: GatewayRules = {}): Promise<void> => {
  discord = await startDiscord({ clock, seed: manyGuilds(guilds), gatewayRules })
}

const open = async (): Promise<BareClient> => {
  const client = connect(discord)
  await client.next(({ op }) => op === 10)
  return client
}

const shard = async (id: number, count: number): Promise<BareClient> => {
  const client = await open()
  client.send(identify(discord, { shard: [id, count] }))
  await client.next(isEvent('READY'))
  return client
}

const say = (channel: string, content: string) =>
  discord.say({ channelId: channel, userId: ids.ada, content })

const namesOf = (client: BareClient, event: string): readonly string[] =>
  client.received.filter(isEvent(event)).map(({ d }) => /"name":"([^"]*)"/.exec(JSON.stringify(d))?.[1] ?? '')

const contentsOf = (client: BareClient): readonly string[] =>
  client.received
    .filter(isEvent('MESSAGE_CREATE'))
    .map(({ d }) => /"content":"([^"]*)"/.exec(JSON.stringify(d))?.[1] ?? '')

describe('each shard hears of its own part', () => {
  test('of the guilds by their ids, and shard 0 alone of direct messages', async () => {
    await begin(4)
    const [zero, one] = [await shard(0, 2), await shard(1, 2)]
    for (const index of [0, 1, 2, 3]) say(channelId(index), `in ${index}`)
    say(discord.directChannel(ids.ada).id, 'directly')
    await zero.next((it) => JSON.stringify(it).includes('directly'))
    await one.next((it) => JSON.stringify(it).includes('in 3'))
    expect(contentsOf(zero)).toEqual(['in 0', 'in 2', 'directly'])
    expect(contentsOf(one)).toEqual(['in 1', 'in 3'])
    expect(namesOf(one, 'GUILD_CREATE')).toEqual(['Guild 1', 'Guild 3'])
  })

  test('interactions too: discord.js with all shards hears each once, with its guild', async () => {
    await begin(4)
    const client = new Client({
      intents: [GatewayIntentBits.Guilds],
      partials: [Partials.Channel],
      shards: [0, 1, 2, 3],
      shardCount: 4,
      rest: { api: discord.url, offset: 0 },
      ws: { buildIdentifyThrottler: async () => ({ waitForIdentify: async () => {} }) },
    })
    closing.push(() => client.destroy())
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve))
    await client.login(discord.token)
    await ready
    expect(client.guilds.cache.map(({ name, shardId }) => `${name} on ${shardId}`).sort()).toEqual(
      [0, 1, 2, 3].map((index) => `Guild ${index} on ${index}`),
    )
    await registerAsk(discord)
    const heard: string[] = []
    client.on(Events.InteractionCreate, (it) => heard.push(it.guild?.name ?? 'direct'))
    for (const index of [2, 0, 3, 1])
      discord.runCommand({ channelId: channelId(index), userId: ids.ada, name: 'ask' })
    discord.runCommand({ channelId: discord.directChannel(ids.ada).id, userId: ids.ada, name: 'ask' })
    await expect.poll(() => heard.length).toBe(5)
    expect(heard.sort()).toEqual(['Guild 0', 'Guild 1', 'Guild 2', 'Guild 3', 'direct'])
  })

  test('and a session that is resumed by another connection hears what it missed, of its shard alone', async () => {
    await begin(4)
    const first = await shard(1, 2)
    const [session] = discord.gateway.sessions()
    await first.next((it) => JSON.stringify(it).includes('Guild 3'))
    first.drop()
    await discord.until(() => discord.gateway.connected() === 0)
    for (const index of [0, 1, 2, 3]) say(channelId(index), `missed ${index}`)
    const second = await open()
    const resume = { token: discord.token, session_id: session?.id ?? '', seq: session?.sequence ?? 0 }
    second.send({ op: 6, d: resume })
    await second.next(isEvent('RESUMED'))
    expect(contentsOf(second)).toEqual(['missed 1', 'missed 3'])
    expect(discord.gateway.sessions()).toMatchObject([{ shard: [1, 2], connected: true }])
  })

  test('what is done to the gateway can be done to one shard', async () => {
    await begin(2)
    const [zero, one] = [await shard(0, 2), await shard(1, 2)]
    discord.gateway.reconnect(1)
    await one.next(({ op }) => op === 7)
    discord.gateway.close(4000, 0)
    expect(await zero.closed).toBe(4000)
    expect(zero.received.some(({ op }) => op === 7)).toBe(false)
    await discord.until(() => discord.gateway.connected() === 1)
  })
})

describe('how sessions are started', () => {
  const startLimit = async () => (await call(discord, 'GET /gateway/bot')).body

  test('the gateway recommends shards, and refuses one that would have too many guilds', async () => {
    await begin(3, { guildsPerShard: 2 })
    expect(await startLimit()).toMatchObject({ shards: 1 })
    const alone = await open()
    alone.send(identify(discord, { shard: [0, 1] }))
    expect(await alone.closed).toBe(4011)
    await shard(0, 2)
    for (const wrong of [
      [2, 2],
      [-1, 2],
      [0, 0],
    ]) {
      const client = await open()
      client.send(identify(discord, { shard: wrong }))
      expect(await client.closed).toBe(4010)
    }
  })

  test('as many shards as may identify at once do; the next one of a queue comes too soon', async () => {
    await begin(4, { identifyEveryMs: 5_000, maxConcurrency: 2, shards: 4 })
    expect(await startLimit()).toMatchObject({ shards: 4, session_start_limit: { max_concurrency: 2 } })
    await shard(0, 4)
    await shard(1, 4)
    const third = await open()
    third.send(identify(discord, { shard: [2, 4] }))
    await third.next(({ op, d }) => op === 9 && d === false)
    await clock.pass(5_000)
    third.send(identify(discord, { shard: [2, 4] }))
    await third.next(isEvent('READY'))
  })

  test('each start is counted until the day is over, and none is left after the last', async () => {
    await begin(1, { startTotal: 2, startWindowMs: 60_000 })
    await shard(0, 1)
    await clock.pass(1_000)
    expect(await startLimit()).toMatchObject({
      session_start_limit: { total: 2, remaining: 1, reset_after: 59_000 },
    })
    await shard(0, 1)
    expect(await startLimit()).toMatchObject({ session_start_limit: { remaining: 0 } })
    const late = await open()
    late.send(identify(discord))
    expect(await late.closed).toBe(4004)
    await clock.pass(59_000)
    expect(await startLimit()).toMatchObject({ session_start_limit: { remaining: 2 } })
    await shard(0, 1)
  })
})

describe('compression', () => {
  const connectWith = (query: string): WebSocket => {
    const address = discord.url.replace('http', 'ws').replace('/api', '/gateway')
    const socket = new WebSocket(`${address}/?v=10&encoding=json${query}`)
    closing.push(() => socket.terminate())
    return socket
  }

  test.each(['zlib-stream', 'zstd-stream'] as const)(
    '%s is one stream, with a frame for each payload',
    async (method) => {
      await begin(3)
      const socket = connectWith(`&compress=${method}`)
      const stream =
        method === 'zlib-stream'
          ? createInflate({ finishFlush: constants.Z_SYNC_FLUSH })
          : createZstdDecompress()
      let text = ''
      const frames: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8')
      })
      socket.on('message', (data: Buffer, isBinary) => {
        expect(isBinary).toBe(true)
        frames.push(data)
        stream.write(data)
      })
      await expect.poll(() => text).toContain('"op":10')
      socket.send(JSON.stringify(identify(discord)))
      await expect.poll(() => text).toContain('Guild 2')
      expect(frames).toHaveLength(5)
      if (method === 'zlib-stream')
        expect(frames.every((frame) => frame.subarray(-4).equals(Buffer.from([0, 0, 0xff, 0xff])))).toBe(true)
      const closed = new Promise((resolve) => socket.on('close', resolve))
      socket.send(JSON.stringify({ op: 99, d: null }))
      expect(await closed).toBe(4001)
    },
  )

  test('payloads by themselves, if the client asks for that when it identifies', async () => {
    await begin(1)
    const socket = connectWith('')
    const guilds: string[] = []
    socket.on('message', (data: Buffer, isBinary) => {
      const text = isBinary ? inflateSync(data).toString('utf8') : data.toString('utf8')
      if (isBinary && text.includes('GUILD_CREATE')) guilds.push(text)
    })
    await new Promise((resolve) => socket.once('message', resolve))
    socket.send(JSON.stringify(identify(discord, { compress: true })))
    await expect.poll(() => guilds).toHaveLength(1)
  })

  test('an unknown one is refused', async () => {
    await begin(1)
    const socket = connectWith('&compress=brotli')
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(4012)
  })
})

test('a thousand guilds over sixteen shards are told to all of them', async () => {
  await begin(1_000)
  const clients = await Promise.all(Array.from({ length: 16 }, (_, id) => shard(id, 16)))
  const told = clients.flatMap((client) => namesOf(client, 'GUILD_CREATE'))
  await expect.poll(() => clients.flatMap((it) => namesOf(it, 'GUILD_CREATE')).length).toBe(1_000)
  expect(new Set(told).size).toBe(told.length)
  expect(guildId(17)).toBe(discord.guilds()[17]?.id)
})
