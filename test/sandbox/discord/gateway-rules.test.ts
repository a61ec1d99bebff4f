import { afterEach, expect, test } from 'vitest'
import type { GatewayRules } from '../../../src/sandbox/discord/gateway-hub.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock } from '../../world/fake-clock.ts'
import { type BareClient, connect, identify, isEvent } from './bare-client.ts'

const clock = createFakeClock()
let discord: Discord

afterEach(() => discord.close())

const begin = async (gatewayRules: GatewayRules): Promise<void> => {
  discord = await startDiscord({ clock, gatewayRules, heartbeatMs: 1_000 })
}

const open = async (): Promise<BareClient> => {
  const client = connect(discord)
  await client.next(({ op }) => op === 10)
  return client
}

const resumed = async (client: BareClient, ready: BareClient): Promise<BareClient> => {
  const id = /"session_id":"(\d+)"/.exec(JSON.stringify(await ready.next(isEvent('READY'))))?.[1] ?? ''
  client.send({ op: 6, d: { token: discord.token, session_id: id, seq: 1 } })
  return client
}

const isInvalid = ({ op, d }: { readonly [key: string]: unknown }): boolean => op === 9 && d === false

test('a second identify within the limit is answered with an invalid session, a later one is not', async () => {
  await begin({ identifyEveryMs: 5_000 })
  const [first, second] = [await open(), await open()]
  first.send(identify(discord))
  await first.next(isEvent('READY'))
  second.send(identify(discord))
  await second.next(isInvalid)
  await clock.pass(5_000)
  second.send(identify(discord))
  await second.next(isEvent('READY'))
})

test('a session can be resumed until it expires', async () => {
  await begin({ resumeWithinMs: 60_000 })
  const first = await open()
  first.send(identify(discord))
  await first.next(isEvent('READY'))
  first.drop()
  await discord.until(() => discord.gateway.connected() === 0)
  await clock.pass(60_000)
  const second = await resumed(await open(), first)
  await second.next(isEvent('RESUMED'))
  second.drop()
  await discord.until(() => discord.gateway.connected() === 0)
  await clock.pass(60_001)
  await (await resumed(await open(), first)).next(isInvalid)
})

test('a connection without heartbeats is closed, one with them is not', async () => {
  await begin({ requireHeartbeats: true })
  const [silent, alive] = [await open(), await open()]
  await clock.pass(1_500)
  alive.send({ op: 1, d: null })
  await alive.next(({ op }) => op === 11)
  await clock.pass(1_000)
  expect(await silent.closed).toBe(4009)
  alive.send({ op: 1, d: null })
  await alive.next(({ op }) => op === 11)
  expect(alive.received.filter(({ op }) => op === 11).length).toBeGreaterThan(0)
})
