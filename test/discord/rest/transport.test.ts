import type { RESTOptions } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { createPacing } from '../../../src/discord/rest/pacing.ts'
import { retryRequests } from '../../../src/discord/rest/retry-requests.ts'
import { virtualClock } from '../../pacing/virtual-clock.ts'

type MakeRequest = RESTOptions['makeRequest']

const url = 'https://discord.test/api/v10/channels/111111111111111111/messages/222222222222222222'

/** A Discord that never answers; only whoever asked can end it. */
const silent: MakeRequest = (_, { signal }) =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason))
  })

const setUp = () => {
  const clock = virtualClock()
  const { rest } = createPacing({ clock, request: silent })
  const ask = (signal?: AbortSignal) =>
    rest.makeRequest(url, { method: 'PATCH', ...(signal && { signal }) }).catch((error: unknown) => error)
  return { clock, ask }
}

describe('a request that is not answered', () => {
  it('ends after a while in the way that discord.js takes for a timeout', async () => {
    const { clock, ask } = setUp()
    const outcome = ask(new AbortController().signal)
    await clock.run()
    expect(await outcome).toMatchObject({ name: 'AbortError' })
    expect(clock.elapsed()).toBe(15_000)
  })

  it('ends when whoever asked gives it up, with their reason, and leaves no timer', async () => {
    const { clock, ask } = setUp()
    const asker = new AbortController()
    const outcome = ask(asker.signal)
    await clock.run(100)
    asker.abort('enough')
    expect(await outcome).toBe('enough')
    expect(clock.timers()).toBe(0)
  })

  it('is not begun in earnest for somebody who has given up already', async () => {
    const { clock, ask } = setUp()
    expect(await ask(AbortSignal.abort('too late'))).toBe('too late')
    expect(clock.timers()).toBe(0)
  })
})

describe('a 429 without Retry-After', () => {
  it.each([{}, { 'Retry-After': '0' }])(
    'with the headers %o leaves an acknowledgement time for another try',
    async (headers) => {
      const clock = virtualClock()
      let tries = 0
      const request: MakeRequest = async () => {
        tries += 1
        return tries === 1
          ? new Response('Too Many Requests', { status: 429, headers: Object.entries(headers) })
          : new Response(null, { status: 204 })
      }
      const { rest } = createPacing({ clock, request })
      const acknowledge = retryRequests(rest.makeRequest, { clock })
      const outcome = acknowledge('https://discord.test/api/v10/interactions/1/token/callback', {
        method: 'POST',
      })
      await clock.run()
      expect(await outcome).toMatchObject({ status: 204 })
      expect(clock.elapsed()).toBeLessThan(3_000)
    },
  )
})
