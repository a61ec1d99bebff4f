import { createServer, type RequestListener } from 'node:http'
import { RateLimitError, REST } from 'discord.js'
import { afterEach, describe, expect, it } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createPacing } from '../../../src/discord/rest/pacing.ts'
import { interactionRoutes } from '../../pacing/routes.ts'

const application = '111111111111111111'
const edit = `/webhooks/${application}/token/messages/@original` as const

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** discord.js's own REST client before a server that answers like this. */
const wired = async (answer: RequestListener) => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const pacing = createPacing({ clock: systemClock })
  return {
    pacing,
    rest: new REST({ api: `http://127.0.0.1:${port}/api`, version: '10', ...pacing.rest }).setToken('token'),
  }
}

const limits = (remaining: number, resetAfter: number) => ({
  'Content-Type': 'application/json',
  'X-RateLimit-Limit': '5',
  'X-RateLimit-Remaining': `${remaining}`,
  'X-RateLimit-Reset-After': `${resetAfter}`,
  'X-RateLimit-Reset': `${Date.now() / 1_000 + resetAfter}`,
  'X-RateLimit-Bucket': 'edits',
})

describe('discord.js with our pacing', () => {
  it('never sits on an edit that our gate let go, whatever the headers said', async () => {
    let received = 0
    const { rest } = await wired((_, response) => {
      received++
      response.writeHead(200, limits(0, 1_000)).end('{}')
    })
    for (const content of ['a', 'b', 'c']) await rest.patch(edit, { auth: false, body: { content } })
    expect(received).toBe(3)
  })

  it('turns a 429 into an error at once, and sends nothing again by itself', async () => {
    let received = 0
    const { rest } = await wired((_, response) => {
      received++
      response
        .writeHead(429, { ...limits(0, 1_000), 'Retry-After': '900' })
        .end('{"retry_after":900,"global":false,"message":""}')
    })
    await expect(rest.patch(edit, { auth: false, body: {} })).rejects.toBeInstanceOf(RateLimitError)
    expect(received).toBe(1)
  })

  it('is not stopped by a global 429 where the global limit does not count', async () => {
    const answers = [429, 200]
    const { rest } = await wired((_, response) => {
      const status = answers.shift() ?? 200
      response
        .writeHead(
          status,
          status === 429 ? { 'Retry-After': '900', 'X-RateLimit-Global': 'true' } : limits(4, 2),
        )
        .end('{}')
    })
    const channel = `/channels/${application}/messages/222222222222222222` as const
    await expect(rest.patch(channel, { body: {} })).rejects.toBeInstanceOf(RateLimitError)
    await rest.patch(edit, { auth: false, body: {} })
  })

  it('sends an edit that failed with 5xx only once', async () => {
    let received = 0
    const { rest } = await wired((_, response) => {
      received++
      response.writeHead(502).end()
    })
    await expect(rest.patch(edit, { auth: false, body: {} })).rejects.toThrow()
    expect(received).toBe(1)
  })

  it('passes an edit through Bottleneck when it is wanted, and what the edit gives comes back', async () => {
    const { rest, pacing } = await wired((_, response) =>
      response.writeHead(200, limits(4, 2)).end('{"id":"7"}'),
    )
    const gate = pacing.gateFor(interactionRoutes(application, 'token'))
    let what: 'nothing' | 'first' = 'nothing'
    const want = () => ({ what, unseen: 5, arrivals: 0, oldest: 0, seen: 0, begun: 0 })
    const { signal } = new AbortController()
    const shown = gate.pass(
      { type: 'edit', page: 0 },
      want,
      () => rest.patch(edit, { auth: false, body: {} }),
      signal,
    )
    what = 'first'
    gate.notify()
    expect(await shown).toEqual({ id: '7' })
  })
})
