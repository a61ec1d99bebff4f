import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'

/** The exit code of the container's health check against this port. */
const check = async (port: number): Promise<unknown> => {
  const child = spawn(process.execPath, ['src/operate/check.ts'], { env: { HEALTH_PORT: String(port) } })
  const [code] = await once(child, 'exit')
  return code
}

test('the container’s health check exits with 0 while the bot says that it answers, and with 1 else or without a bot', async () => {
  let status = 200
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health' ? status : 404).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  expect(await check(port)).toBe(0)
  status = 503
  expect(await check(port)).toBe(1)
  await new Promise((resolve) => server.close(resolve))
  expect(await check(port)).toBe(1)
})

test('an empty HEALTH_PORT, as an empty line in .env makes it, means the usual port', async () => {
  const spy = 'globalThis.fetch = async (url) => { console.log(url); return { ok: true } }'
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${spy}`, 'src/operate/check.ts'], {
    env: { HEALTH_PORT: '' },
  })
  const asked: Buffer[] = []
  child.stdout.on('data', (bytes: Buffer) => asked.push(bytes))
  await once(child, 'exit')
  expect(Buffer.concat(asked).toString()).toBe('http://127.0.0.1:8080/health\n')
})

test('the image has that health check, and the port that it asks', () => {
  const image = readFileSync('Dockerfile', 'utf8')
  expect(image).toMatch(/^HEALTHCHECK .*CMD \["node", "src\/operate\/check\.ts"\]$/m)
  expect(image).toMatch(/^ENV .*HEALTH_PORT=8080/m)
})
