import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FaultEffect } from '../../../src/sandbox/discord/faults.ts'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock, type FakeClock } from '../../world/fake-clock.ts'
import { connect } from './bare-client.ts'
import { call, post } from './rest.ts'
import { ids } from './stage.ts'

let clock: FakeClock
let discord: Discord

beforeEach(async () => {
  clock = createFakeClock()
  discord = await startDiscord({ clock })
})

afterEach(() => discord.close())

const set = (trouble: FaultEffect) =>
  discord.fault({ trouble, times: 1, route: 'POST /channels/:channel_id/messages' })
const shown = () => discord.messages(ids.general).map(({ content }) => content)
const outcome = (content: string) =>
  post(discord, content).then(
    ({ status }) => status,
    () => 'cut',
  )

test.each([
  [{ type: 'status', status: 503, moment: 'before' }, 503, []],
  [{ type: 'status', status: 503, moment: 'after' }, 503, ['x']],
  [{ type: 'drop', moment: 'before' }, 'cut', []],
  [{ type: 'drop', moment: 'after' }, 'cut', ['x']],
] as const)('with %o a request ends in %s and leaves %o', async (trouble, result, left) => {
  set(trouble)
  expect(await outcome('x')).toBe(result)
  expect(shown()).toEqual(left)
  expect(await outcome('y')).toBe(200)
})

test.each(['before', 'after'] as const)('silence %s the effect is never broken', async (moment) => {
  set({ type: 'silence', moment })
  let ended = false
  const asked = outcome('x').then((result) => {
    ended = true
    return result
  })
  await discord.until(() => discord.requests().length === 1)
  await clock.pass(60_000)
  expect(ended).toBe(false)
  expect(shown()).toEqual(moment === 'after' ? ['x'] : [])
  expect(discord.requests()[0]?.status).toBe(0)
  await discord.close()
  expect(await asked).toBe('cut')
})

test('a fault meets only the requests it is for, and no more once it is taken away', async () => {
  const stop = discord.fault({
    trouble: { type: 'status', status: 500, moment: 'before' },
    when: ({ method, path }) => method === 'POST' && path.includes(ids.questions),
  })
  expect(await outcome('x')).toBe(200)
  expect((await post(discord, 'x', ids.questions)).status).toBe(500)
  expect((await post(discord, 'x', ids.questions)).status).toBe(500)
  stop()
  expect((await post(discord, 'x', ids.questions)).status).toBe(200)
})

test('a request takes effect half a round trip after it is sent, and is answered half a one later', async () => {
  discord.setLatency(60)
  let answered = false
  const asked = post(discord, 'x').then((reply) => {
    answered = true
    return reply
  })
  const arrived = new Promise((resolve) => discord.onEvent((event) => resolve([event.type, event.elapsed])))
  // The request comes over a real socket: it has arrived when the server waits for the clock.
  while (clock.timers() === 0) await new Promise((resolve) => setImmediate(resolve))
  await clock.pass(29)
  expect(shown()).toEqual([])
  await clock.pass(1)
  expect(await arrived).toEqual(['message-create', 30])
  await clock.pass(29)
  expect(answered).toBe(false)
  await clock.pass(1)
  expect((await asked).headers.get('x-ratelimit-reset-after')).toBe('5.000')
  expect(discord.requests()[0]).toMatchObject({ sentAt: 0, effectAt: 30 })
})

test('during an outage nothing gets through, and afterwards everything does', async () => {
  const client = connect(discord)
  await client.next(({ op }) => op === 10)
  discord.outage(120_000)
  expect(await client.closed).toBe(1006)
  expect(await outcome('x')).toBe('cut')
  expect(await connect(discord).closed).toBe(1006)
  await clock.pass(120_000)
  expect(await outcome('y')).toBe(200)
  expect(shown()).toEqual(['y'])
})

test('when it is closed nothing waits any more', async () => {
  await call(discord, `PUT /applications/${discord.application.id}/commands`, [
    { name: 'ask', description: 'Ask' },
  ])
  discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask' })
  expect(clock.timers()).toBe(1)
  await discord.close()
  expect(clock.timers()).toBe(0)
})
