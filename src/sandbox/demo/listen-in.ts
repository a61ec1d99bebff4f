import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Lag } from '../page/lag.ts'

const textDelta = z.object({
  type: z.literal('content_block_delta'),
  delta: z.object({ type: z.literal('text_delta'), text: z.string() }),
})

const json = (source: string): unknown => {
  try {
    return JSON.parse(source)
  } catch {
    return undefined
  }
}

/** Hands on each `text_delta` in a stream of server-sent events. */
const readDeltas = (onText: (text: string) => void) => {
  let rest = ''
  return (chunk: string): void => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (!line.startsWith('data:')) continue
      const { data } = textDelta.safeParse(json(line.slice('data:'.length)))
      if (data !== undefined) onText(data.delta.text)
    }
  }
}

/** Headers that speak of one connection or encoding only. */
const own = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
  'content-encoding',
])

const passed = (headers: Iterable<readonly [string, string]>): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => !own.has(name)))

const forward = async (
  target: string,
  request: IncomingMessage,
  response: ServerResponse,
  onText: (text: string) => void,
): Promise<void> => {
  const left = new AbortController()
  response.once('close', () => left.abort())
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(Buffer.from(chunk))
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  )
  const answer = await fetch(`${target}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers: passed(headers),
    signal: left.signal,
    ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
  })
  response.writeHead(answer.status, passed(answer.headers))
  const read = readDeltas(onText)
  const decoder = new TextDecoder()
  if (answer.body !== null)
    for await (const chunk of answer.body) {
      response.write(chunk)
      read(decoder.decode(chunk, { stream: true }))
    }
  response.end()
}

/** Passes requests on to the API at `target` and tells `lag` what text comes back. On 127.0.0.1 only. */
export const listenIn = (target: string, lag: Lag): Promise<{ url: string; close: () => Promise<void> }> => {
  let count = 0
  const server = createServer((request, response) => {
    count += 1
    const id = `request ${count}`
    forward(target.replace(/\/+$/, ''), request, response, (text) => lag.wrote(id, text))
      .catch(() => response.destroy())
      .finally(() => lag.ended(id))
  })
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      if (typeof address === 'object' && address !== null)
        resolve({ url: `http://127.0.0.1:${address.port}`, close })
    })
  })
}
