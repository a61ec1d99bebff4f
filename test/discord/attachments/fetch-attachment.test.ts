import { createServer, type RequestListener } from 'node:http'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { fetchAttachment } from '../../../src/discord/attachments/fetch-attachment.ts'

/** A host that keeps files, with the paths it was asked for. */
const aHost = async (answer: RequestListener) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { origin: `http://127.0.0.1:${port}`, port, asked }
}

const get = (url: string, origin: string, clock = systemClock, signal?: AbortSignal) =>
  fetchAttachment(url, {
    origins: ['https://cdn.discordapp.com', origin],
    maxBytes: 1000,
    within: 60_000,
    clock,
    ...(signal && { signal }),
  })

test('a file of an allowed host is fetched, byte for byte', async () => {
  const bytes = new Uint8Array(1000).map((_, n) => n % 256)
  const { origin } = await aHost((_, response) => response.end(bytes))
  expect(await get(`${origin}/attachments/1/2/a.bin?ex=1`, origin)).toEqual({ type: 'fetched', bytes })
})

test('no other address is ever asked', async () => {
  const host = await aHost((_, response) => response.end('secret'))
  const others = [
    `http://localhost:${host.port}/`,
    `http://127.0.0.1:${host.port + 1}/`,
    `https://127.0.0.1:${host.port}/`,
    `http://user:word@127.0.0.1:${host.port}/`,
    `http://user@127.0.0.1:${host.port}/`,
    `http://cdn.discordapp.com/a`,
    `https://cdn.discordapp.com.evil.example/a`,
    `https://cdn.discordapp.com@127.0.0.1:${host.port}/`,
    'file:///etc/passwd',
    'data:text/plain,hi',
    'nonsense',
  ]
  for (const url of others) expect(await get(url, host.origin)).toEqual({ type: 'failed', why: 'elsewhere' })
  expect(host.asked).toEqual([])
})

test('a redirect is not followed, not even to the same host', async () => {
  const host = await aHost((_, response) => response.writeHead(302, { location: '/secret' }).end())
  expect(await get(`${host.origin}/a`, host.origin)).toEqual({ type: 'failed', why: 'elsewhere' })
  expect(host.asked).toEqual(['/a'])
})

test('a file that says it is too large is not read', async () => {
  const { origin } = await aHost((_, response) => response.end(new Uint8Array(1001)))
  expect(await get(`${origin}/a`, origin)).toEqual({ type: 'failed', why: 'too-large' })
})

test('a file without a length is given up as soon as it is too large', async () => {
  const { origin } = await aHost((_, response) => {
    const more = (error?: Error | null) => {
      if (!error) response.write(new Uint8Array(400), more)
    }
    more()
  })
  expect(await get(`${origin}/a`, origin)).toEqual({ type: 'failed', why: 'too-large' })
})

test('a file that is small only on the way is measured as it is', async () => {
  const { origin } = await aHost((_, response) => {
    response.setHeader('content-encoding', 'gzip').end(gzipSync(new Uint8Array(1_000_000)))
  })
  expect(await get(`${origin}/a`, origin)).toEqual({ type: 'failed', why: 'too-large' })
})

test('a file that does not come in time is given up', async () => {
  let late = () => {}
  const clock = {
    ...systemClock,
    after: (_: number, then: () => void) => {
      late = then
      return () => {}
    },
  }
  const { origin } = await aHost((_, response) => {
    response.write('some')
    late()
  })
  expect(await get(`${origin}/a`, origin, clock)).toEqual({ type: 'failed', why: 'slow' })
})

test('who asked may stop it', async () => {
  const leaving = new AbortController()
  const { origin } = await aHost(() => leaving.abort(new Error('stopped')))
  await expect(get(`${origin}/a`, origin, systemClock, leaving.signal)).rejects.toThrow('stopped')
})

test.each([
  [404, 'gone'],
  [403, 'gone'],
  [500, 'unreachable'],
  [429, 'unreachable'],
])('status %i means %s', async (status, why) => {
  const { origin } = await aHost((_, response) => response.writeHead(status).end('no'))
  expect(await get(`${origin}/a`, origin)).toEqual({ type: 'failed', why })
})

test('a host that cuts the line is unreachable', async () => {
  const { origin } = await aHost((request) => request.socket.destroy())
  expect(await get(`${origin}/a`, origin)).toEqual({ type: 'failed', why: 'unreachable' })
})
