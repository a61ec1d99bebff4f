import type { RESTOptions } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { createPacing } from '../../src/discord/rest/pacing.ts'
import { fakeDiscord } from './fake-discord.ts'
import { inTurn } from './in-turn.ts'
import { show, textOf } from './reply.ts'
import { bothRoutes, channelRoutes, interactionRoutes } from './routes.ts'
import { virtualClock } from './virtual-clock.ts'

type MakeRequest = RESTOptions['makeRequest']

const api = 'https://discord.test/api/v10'
const application = '444444444444444444'
const message = '222222222222222222'
const pieces = Array.from({ length: 40 }, (_, n) => ({ at: 100 * n, size: 20 }))

/** A Discord whose answers are changed on the target. */
const play = async (disturb: (answer: Response, n: number, url: string) => Response) => {
  const clock = virtualClock()
  const discord = fakeDiscord(clock, { limit: 5, window: 5_000 }, () => ({ there: 30, back: 30 }))
  const sent: {
    readonly at: number
    readonly url: string
    readonly status: number
    readonly body: string
  }[] = []
  const request: MakeRequest = async (url, init) => {
    const { status, headers } = await discord.request(url, init)
    const answer = disturb(new Response('{}', { status, headers: [...headers.entries()] }), sent.length, url)
    sent.push({ at: clock.elapsed(), url, status: answer.status, body: String(init.body) })
    return answer
  }
  const { gateFor, rest } = createPacing({ clock, request, limiter: inTurn })
  const urls = [
    `${api}/webhooks/${application}/token/messages/@original`,
    `${api}/channels/111111111111111111/messages/${message}`,
  ]
  let isDone = false
  const gate = gateFor(bothRoutes(application, 'token', '111111111111111111'))
  const shown = show({ clock, gate, urls, request: rest.makeRequest }, pieces).then(() => {
    isDone = true
  })
  await clock.run(10 * 60_000)
  await Promise.race([shown, Promise.resolve()])
  return { sent, isDone, last: sent.findLast(({ status }) => status === 200)?.body }
}

const without = (answer: Response): Response => {
  for (const name of [...answer.headers.keys()])
    if (name.startsWith('x-ratelimit')) answer.headers.delete(name)
  return answer
}

const limited = (headers: Record<string, string>) =>
  new Response('<html>1015</html>', { status: 429, headers: { 'Content-Type': 'text/html', ...headers } })

describe('a reply is shown whole, with few requests', () => {
  it.each<readonly [string, (answer: Response, n: number, url: string) => Response, number]>([
    ['without any rate-limit headers', without, 30],
    [
      'with a Remaining that is one too high',
      (answer) => {
        const said = Number(answer.headers.get('X-RateLimit-Remaining'))
        answer.headers.set('X-RateLimit-Remaining', `${said + 1}`)
        return answer
      },
      30,
    ],
    [
      'with a limit that changes at each answer',
      (answer, n) => {
        answer.headers.set('X-RateLimit-Limit', `${1 + (n % 7)}`)
        return answer
      },
      40,
    ],
    [
      'with a limit of 0',
      (answer) => {
        answer.headers.set('X-RateLimit-Limit', '0')
        answer.headers.set('X-RateLimit-Remaining', '0')
        answer.headers.set('X-RateLimit-Reset-After', '0')
        return answer
      },
      30,
    ],
    [
      'with a Reset-After of an hour',
      (answer) => {
        answer.headers.set('X-RateLimit-Remaining', '0')
        answer.headers.set('X-RateLimit-Reset-After', '3600')
        return answer
      },
      30,
    ],
    ['after 429s as HTML without Retry-After', (answer, n) => (n > 0 && n < 4 ? limited({}) : answer), 20],
    [
      'after 429s with a zero Retry-After',
      (a, n) => (n > 0 && n < 9 ? limited({ 'Retry-After': '0' }) : a),
      30,
    ],
    ['after a 429 of 40 s', (a, n) => (n === 1 ? limited({ 'Retry-After': '40' }) : a), 30],
  ])('%s', async (_, disturb, most) => {
    const { sent, isDone, last } = await play(disturb)
    expect({ isDone, last }).toEqual({ isDone: true, last: textOf(pieces.length) })
    expect(sent.length).toBeLessThanOrEqual(most)
  })

  it('by the other route at once, where one is refused for 40 s', async () => {
    const { sent, isDone, last } = await play((answer, n, url) =>
      n > 0 && url.includes('/webhooks/') ? limited({ 'Retry-After': '40' }) : answer,
    )
    const byToken = sent.filter(({ url }) => url.includes('/webhooks/'))
    expect({ isDone, last }).toEqual({ isDone: true, last: textOf(pieces.length) })
    expect(byToken.length).toBeLessThanOrEqual(2)
    expect(sent.at(-1)?.at).toBeLessThan(10_000)
  })
})

it('with 429s without Retry-After, each of two routes is asked once in 30 s, for ten minutes', async () => {
  const { sent } = await play(() => limited({}))
  expect(sent.length).toBeLessThanOrEqual(2 * 21)
})

it('a reply is shown although its second bucket is the 65th that is remembered', async () => {
  const clock = virtualClock()
  const discord = fakeDiscord(clock, { limit: 5, window: 5_000 }, () => ({ there: 30, back: 30 }))
  const { gateFor, rest, size } = createPacing({ clock, request: discord.request, limiter: inTurn })
  const { signal } = new AbortController()
  const final = () => ({ what: 'final', unseen: 10, oldest: 0, arrivals: 0, seen: 100, begun: 0 }) as const
  const edit = (url: string) => async () => {
    await rest.makeRequest(url, { method: 'PATCH', body: 'x' })
  }
  const target = { type: 'edit', page: 0 } as const
  for (let n = 0; n < 63; n += 1) {
    const channel = `${300000000000000000n + BigInt(n)}`
    const done = gateFor(channelRoutes(channel)).pass(
      target,
      final,
      edit(`${api}/channels/${channel}/messages/${message}`),
      signal,
    )
    await clock.run(clock.elapsed() + 100)
    await done
  }
  let isOpen = false
  const gate = gateFor((target) =>
    (isOpen
      ? bothRoutes(application, 'token', '111111111111111111')
      : interactionRoutes(application, 'token'))(target),
  )
  const url = `${api}/webhooks/${application}/token/messages/@original`
  const first = gate.pass(target, final, edit(url), signal)
  await clock.run(clock.elapsed() + 100)
  await first
  expect(size().buckets).toBe(64)
  // Time enough for every window to be over, so that each of them may be dropped.
  await clock.run(clock.elapsed() + 60_000)
  isOpen = true
  let isDone = false
  const second = gate.pass(target, final, edit(url), signal).then(() => {
    isDone = true
  })
  await clock.run(clock.elapsed() + 120_000)
  expect(isDone).toBe(true)
  await second
})

describe('a global 429 in a quiet second', () => {
  /** How many first texts leave in one second when 100 channels ask at once, so long after the refusal. */
  const firstTexts = async (isRefused: boolean, after: number): Promise<number> => {
    const clock = virtualClock()
    const discord = fakeDiscord(clock, { limit: 5, window: 5_000 }, () => ({ there: 30, back: 30 }))
    let refuse = isRefused
    const request: MakeRequest = async (url, init) => {
      if (!refuse) return discord.request(url, init)
      refuse = false
      return limited({ 'Retry-After': '2', 'X-RateLimit-Global': 'true' })
    }
    const { gateFor, rest } = createPacing({ clock, request, limiter: inTurn })
    const { signal } = new AbortController()
    const pending = () => ({ what: 'first', unseen: 10, oldest: 0, arrivals: 0, seen: 0, begun: 0 }) as const
    const early = rest.makeRequest(`${api}/channels/111111111111111111/messages`, { method: 'GET' })
    await clock.run(after)
    await early
    const before = discord.received.length
    const done = Array.from({ length: 100 }, (_, n) => {
      const channel = `${300000000000000000n + BigInt(n)}`
      const url = `${api}/channels/${channel}/messages/${message}`
      const send = () => rest.makeRequest(url, { method: 'PATCH', body: 'x' })
      return gateFor(channelRoutes(channel)).pass({ type: 'edit', page: 0 }, pending, send, signal)
    })
    await clock.run(after + 1_000)
    const count = discord.received.length - before
    await clock.run(after + 60_000)
    await Promise.all(done)
    return count
  }

  it.each([
    ['holds everything back until its Retry-After is over', 500, 0],
    ['halves what is sent after that', 3_000, 22],
    ['is half forgotten after a minute and a half', 92_000, 36],
    ['is forgotten after two and a half minutes', 153_000, 45],
    ['is forgotten after an hour', 3_600_000, 45],
  ])('%s', async (_, after, count) => {
    expect(await firstTexts(true, after)).toBe(count)
    expect(await firstTexts(false, after)).toBe(45)
  })
})
