import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Discord, startDiscord } from '../../../src/sandbox/discord/start-discord.ts'
import { createFakeClock, type FakeClock } from '../../world/fake-clock.ts'
import { call, post, registerAsk, webhook } from './rest.ts'
import { ids } from './stage.ts'

let clock: FakeClock
let discord: Discord

beforeEach(async () => {
  clock = createFakeClock()
  discord = await startDiscord({ clock })
})

afterEach(() => discord.close())

const times = async <T>(count: number, act: () => Promise<T>): Promise<T[]> => {
  const all: T[] = []
  for (let index = 0; index < count; index += 1) all.push(await act())
  return all
}

test('headers tell the window that opened with the first request', async () => {
  const first = await post(discord, 'one')
  await clock.pass(1_250)
  const second = await post(discord, 'two')
  const of = (name: string) => [first, second].map(({ headers }) => headers.get(`x-ratelimit-${name}`))
  expect(of('limit')).toEqual(['5', '5'])
  expect(of('remaining')).toEqual(['4', '3'])
  expect(of('reset-after')).toEqual(['5.000', '3.750'])
  expect(of('reset')).toEqual(['1800000005.000', '1800000005.000'])
  expect(first.headers.get('x-ratelimit-bucket')).toMatch(/^[0-9a-f]{32}$/)
  expect(first.headers.get('x-ratelimit-scope')).toBeNull()
})

test('the sixth post in five seconds is refused and takes no effect, until the window is over', async () => {
  await times(5, () => post(discord, 'again'))
  await clock.pass(3_500)
  const refused = await post(discord, 'too much')
  expect(refused.status).toBe(429)
  expect(refused.body).toEqual({ message: 'You are being rate limited.', retry_after: 1.5, global: false })
  expect(refused.headers.get('retry-after')).toBe('2')
  expect(refused.headers.get('x-ratelimit-scope')).toBe('user')
  expect(refused.headers.get('x-ratelimit-remaining')).toBe('0')
  expect(discord.messages(ids.general)).toHaveLength(5)
  await clock.pass(1_500)
  expect((await post(discord, 'now')).headers.get('x-ratelimit-remaining')).toBe('4')
})

test('channels do not share a bucket, nor do posts and edits', async () => {
  const [first] = await times(5, () => post(discord, 'full'))
  expect((await post(discord, 'elsewhere', ids.questions)).status).toBe(200)
  const path = `/channels/${ids.general}/messages/${String(first?.body['id'])}`
  const edited = await call(discord, `PATCH ${path}`, { content: 'changed' })
  expect(edited.headers.get('x-ratelimit-remaining')).toBe('4')
  expect(edited.headers.get('x-ratelimit-bucket')).not.toBe(first?.headers.get('x-ratelimit-bucket'))
})

test('@original and its id are one bucket per token, outside the global limit', async () => {
  discord.setLimit('global', { limit: 1, windowMs: 60_000 })
  await registerAsk(discord)
  const tokens = [0, 1].map(() => {
    const { id, token } = discord.runCommand({ channelId: ids.general, userId: ids.ada, name: 'ask' })
    return { id, token }
  })
  for (const { id, token } of tokens) {
    const callback = await call(discord, `POST /interactions/${id}/${token}/callback`, { type: 5 })
    expect(callback.headers.get('x-ratelimit-limit')).toBeNull()
  }
  const [first, second] = tokens.map(({ token }) => webhook(discord, token))
  await times(4, () => call(discord, `PATCH ${first}/messages/@original`, { content: 'x' }))
  const id = discord.messages(ids.general)[0]?.id
  const edit = () => call(discord, `PATCH ${first}/messages/${id}`, { content: 'y' })
  expect((await times(2, edit)).map(({ status }) => status)).toEqual([200, 429])
  expect((await call(discord, `PATCH ${second}/messages/@original`, { content: 'z' })).status).toBe(200)
})

test('over all routes of the bot there are fifty a second', async () => {
  discord.setLimit('POST /channels/:channel_id/typing', undefined)
  const all = await times(51, () => call(discord, `POST /channels/${ids.general}/typing`))
  const last = all.at(-1)
  expect(all.filter(({ status }) => status === 204)).toHaveLength(50)
  expect(last?.body).toMatchObject({ global: true, retry_after: 1 })
  expect(last?.headers.get('x-ratelimit-global')).toBe('true')
  expect(last?.headers.get('x-ratelimit-scope')).toBe('global')
})

test('a limit that changes holds from the next window on', async () => {
  await post(discord, 'one')
  discord.setLimit('POST /channels/:channel_id/messages', { limit: 2, windowMs: 9_000 })
  expect((await post(discord, 'two')).headers.get('x-ratelimit-remaining')).toBe('3')
  await clock.pass(5_000)
  const next = await post(discord, 'three')
  expect(next.headers.get('x-ratelimit-limit')).toBe('2')
  expect(next.headers.get('x-ratelimit-reset-after')).toBe('9.000')
})

test('a hidden limit is a shared 429 while the bucket has requests left', async () => {
  discord.fault({ trouble: { type: 'rate-limit', scope: 'shared', retryAfterMs: 40_000 }, times: 1 })
  const { status, headers } = await post(discord, 'one')
  expect(status).toBe(429)
  expect(headers.get('x-ratelimit-scope')).toBe('shared')
  expect(headers.get('retry-after')).toBe('40')
  expect(headers.get('x-ratelimit-remaining')).toBe('4')
})

test('a third rename within ten minutes must wait', async () => {
  const thread = discord.startThread({ channelId: ids.general, userId: ids.ada, name: 'first' })
  const rename = (name: string) => call(discord, `PATCH /channels/${thread.id}`, { name })
  expect((await rename('second')).status).toBe(200)
  expect((await rename('third')).status).toBe(200)
  const refused = await rename('fourth')
  expect(refused.status).toBe(429)
  expect(refused.headers.get('retry-after')).toBe('600')
  expect(discord.channel(thread.id)).toMatchObject({ name: 'third' })
})

test('what was asked and answered is on record', async () => {
  await clock.pass(10)
  await post(discord, 'hello')
  expect(discord.requests().at(-1)).toMatchObject({
    method: 'POST',
    route: 'POST /channels/:channel_id/messages',
    path: `/channels/${ids.general}/messages`,
    status: 200,
    major: ids.general,
    limit: 5,
    remaining: 4,
    resetAfterMs: 5_000,
    sentAt: 10,
    effectAt: 10,
    requestBody: { content: 'hello' },
  })
})
