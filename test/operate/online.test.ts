import { afterEach, expect, test } from 'vitest'
import { keyRefused } from '../../src/sandbox/claude/errors.ts'
import { type BotWorld, type BotWorldOptions, people, places, startBotWorld } from '../world/bot-world.ts'
import { freePort } from '../world/free-port.ts'
import { createScaledClock, type ScaledClock } from '../world/scaled-clock.ts'

let world: BotWorld
let clock: ScaledClock
let port = 0
afterEach(() => world.close())

const start = async (options: BotWorldOptions = {}): Promise<void> => {
  clock = createScaledClock()
  port = await freePort()
  world = await startBotWorld({ ...options, clock, environment: { HEALTH_PORT: `${port}` } })
}

const health = async (): Promise<{ readonly status: number; readonly text: string }> => {
  const response = await fetch(`http://127.0.0.1:${port}/health`)
  return { status: response.status, text: await response.text() }
}

const sickWith = (strings: string) =>
  expect.poll(health).toEqual({ status: 503, text: expect.stringContaining(strings) })

test('the health check fails when heartbeats are not acknowledged any more', async () => {
  await start({ discord: { heartbeatMs: 200 } })
  expect(await health()).toEqual({ status: 200, text: '{"ok":true,"because":[]}' })
  world.discord.gateway.acknowledgeHeartbeats(false)
  clock.setSpeed(100)
  await sickWith('no heartbeat')
})

test('the health check fails when the bot is online but deaf, and not in a quiet time', async () => {
  await start({ discord: { heartbeatMs: 200 } })
  clock.setSpeed(100)
  const quietUntil = clock.elapsed() + 150_000
  await expect.poll(() => clock.elapsed()).toBeGreaterThan(quietUntil)
  expect(await health()).toEqual({ status: 200, text: '{"ok":true,"because":[]}' })
  world.discord.gateway.deliver(false)
  await sickWith('no event')
})

test('the health check fails half a minute after the gateway is lost, and is well again with it', async () => {
  await start({ discord: { heartbeatMs: 200 } })
  clock.setSpeed(20)
  world.discord.outage(80_000)
  await sickWith('no connection to the gateway for')
  await expect.poll(health).toEqual({ status: 200, text: '{"ok":true,"because":[]}' })
})

test('the health check fails when every reply fails because of the key', async () => {
  await start({ claude: { answer: () => keyRefused() } })
  for (let count = 0; count < 5; count += 1) {
    world.discord.runCommand({
      ...{ channelId: places.general, userId: people.ada, name: 'ask', options: { prompt: 'Hello' } },
    })
  }
  await sickWith('the last 5 replies all failed')
})

test('a gateway that is closed for good ends the bot, with what to do', async () => {
  await start()
  world.discord.gateway.close(4004)
  expect((await world.bot.ended).error.message).toContain('DISCORD_TOKEN is no longer valid')
})
