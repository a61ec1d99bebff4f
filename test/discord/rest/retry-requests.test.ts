import { RateLimitError } from 'discord.js'
import { describe, expect, test } from 'vitest'
import { singleAttemptHeaders } from '../../../src/discord/rest/request-policy.ts'
import { retryRequests } from '../../../src/discord/rest/retry-requests.ts'
import { createFakeClock } from '../../world/fake-clock.ts'

const base = 'https://discord.test/api/v10'
const follow = '/webhooks/1100000000000000001/token/messages/@original'
const callback = '/interactions/1100000000000000001/token/callback'

type Given = Response | 'cut'

const html = (status: number, headers: Record<string, string> = {}): Response =>
  new Response('<html>error code: 1015</html>', {
    status,
    headers: { 'Content-Type': 'text/html', ...headers },
  })
const json = (status: number, body: object, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers })
const limited = (retryAfter?: string): Response =>
  html(429, retryAfter === undefined ? {} : { 'Retry-After': retryAfter })
const cut = (): never => {
  throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
}

/** Sends one request that is given these answers, the last one again and again. */
const run = async (given: readonly Given[], path = follow, method = 'PATCH', headers = {}) => {
  const clock = createFakeClock()
  const giveUp = new AbortController()
  const at: number[] = []
  const seen: unknown[] = []
  const request = retryRequests(
    async (_, init) => {
      const answer = given[Math.min(at.length, given.length - 1)]
      at.push(clock.elapsed())
      seen.push(init.headers)
      return answer === 'cut' || answer === undefined ? cut() : answer.clone()
    },
    { clock, signal: giveUp.signal },
  )
  const ended = request(`${base}${path}`, { method, headers }).then(
    async (response) => ({ status: response.status, text: await response.text() }),
    (error: unknown) => ({ error }),
  )
  await clock.pass(10 * 60_000)
  giveUp.abort(new Error('the process ends'))
  return { at, seen, ended: await ended }
}

const fine = json(200, { id: '1' })
const unknownMessage = { code: 10_008, message: 'Unknown Message' }

describe('a request that may be tried again', () => {
  const survivors: readonly (readonly [string, readonly Given[], readonly number[]])[] = [
    ['a 500', [html(500), fine], [0, 250]],
    ['two 502 in a row', [html(502), html(502), fine], [0, 250, 750]],
    ['a 408', [html(408), fine], [0, 250]],
    ['a cut connection', ['cut', fine], [0, 250]],
    ['a 429 that says when', [limited('2'), fine], [0, 2_000]],
    ['a 429 that says 0', [limited('0'), fine], [0, 250]],
    ['a 429 that says nothing', [limited(), fine], [0, 30_000]],
    ['a 429 with a date', [limited('Wed, 21 Oct 2026 07:28:00 GMT'), fine], [0, 30_000]],
    ['a 400 with code 0', [json(400, { code: 0, message: '400: Bad Request' }), fine], [0, 250]],
    ['a 401', [json(401, { code: 0, message: '401: Unauthorized' }), fine], [0, 250]],
    ['a 403 as HTML', [html(403), fine], [0, 250]],
    ['a 404 as HTML', [html(404), fine], [0, 250]],
    [
      'a 403 with code 40333',
      [json(403, { code: 40_333, message: 'internal network error' }), fine],
      [0, 250],
    ],
  ]
  test.for(survivors)('survives %s', async ([, given, when]) => {
    const { at, ended } = await run(given)
    expect([at, ended]).toEqual([when, { status: 200, text: '{"id":"1"}' }])
  })

  test('is not tried again when Discord explains why not', async () => {
    const { at, ended } = await run([json(404, unknownMessage)])
    expect([at, ended]).toEqual([[0], { status: 404, text: JSON.stringify(unknownMessage) }])
  })

  test('gives up what is never explained after three tries, in the form of an error of the API', async () => {
    const { at, ended } = await run([html(403)])
    expect(at).toHaveLength(3)
    expect(ended).toMatchObject({ status: 403, text: expect.stringContaining('"code":0') })
  })

  test('gives up after a minute, with the last answer', async () => {
    const { at, ended } = await run([html(500)])
    expect(at.at(-1)).toBeLessThanOrEqual(60_000)
    expect(at.length).toBeLessThan(12)
    expect(ended).toMatchObject({ status: 500 })
  })

  test('gives up at once where it would wait for hours', async () => {
    const { at, ended } = await run([limited('7200')])
    expect(at).toEqual([0])
    expect('error' in ended && ended.error).toBeInstanceOf(RateLimitError)
  })
})

describe('an acknowledgement', () => {
  test('is tried for two and a half seconds', async () => {
    const { at } = await run([html(503)], callback, 'POST')
    expect(at.at(-1)).toBeLessThanOrEqual(2_500)
    expect(at.length).toBeGreaterThan(3)
  })

  const before = json(400, { code: 40_060, message: 'Interaction has already been acknowledged.' })

  test('whose answer was lost has arrived', async () => {
    const { at, ended } = await run(['cut', before], callback, 'POST')
    expect([at.length, ended]).toEqual([2, { status: 204, text: '' }])
  })

  test('that somebody else has sent is an error', async () => {
    const { ended } = await run([before], callback, 'POST')
    expect(ended).toMatchObject({ status: 400 })
  })
})

test('opening a thread waits for seconds, not for minutes', async () => {
  const path = '/channels/1100000000000000001/messages/1100000000000000002/threads'
  const once = await run([html(502), fine], path, 'POST')
  expect(once.ended).toMatchObject({ status: 200 })
  const { at, ended } = await run([limited('300')], path, 'POST')
  expect(at).toEqual([0])
  expect('error' in ended && ended.error).toBeInstanceOf(RateLimitError)
})

test('the gateway’s address is asked for as long as it takes, at most once a minute', async () => {
  const { at } = await run([html(500)], '/gateway/bot', 'GET')
  expect(at.length).toBeLessThan(17)
  expect(at.at(-1)).toBeGreaterThan(8 * 60_000)
})

test('a request that is marked is tried once, and Discord does not see the mark', async () => {
  const { at, seen, ended } = await run([html(500)], follow, 'PATCH', {
    ...singleAttemptHeaders,
    Authorization: 'Bot x',
  })
  expect([at, seen, ended]).toMatchObject([[0], [{ authorization: 'Bot x' }], { status: 500 }])
  const limit = await run([limited()], follow, 'PATCH', singleAttemptHeaders)
  expect([limit.at, 'error' in limit.ended && limit.ended.error]).toEqual([[0], expect.any(RateLimitError)])
})
