import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Act, type ActResult, act } from './act.ts'
import type { Bundle } from './bundle.ts'
import { filePath } from './file-address.ts'
import type { News, Snapshot } from './view/news.ts'

/** What the page's server needs to know of the world. */
export type PageWorld = {
  readonly snapshot: () => Snapshot
  readonly subscribe: (listener: (news: News) => void) => () => void
  readonly carryOut: (act: Act) => Promise<ActResult>
  readonly file: (
    id: string,
  ) => { readonly bytes: Uint8Array; readonly type: string; readonly name: string } | undefined
}

/** A running page. */
export type Page = { readonly url: string; readonly close: () => Promise<void> }

/** Bytes that an act may have: ten files of ten megabytes, in base64. */
const mostBytes = 150 * 1024 * 1024

/** Nothing from elsewhere is loaded, and no other page may frame or call this one. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; frame-ancestors 'none'"

const send = (response: ServerResponse, status: number, type: string, body: string | Uint8Array): void => {
  response.writeHead(status, {
    'Content-Type': type,
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  response.end(body)
}

/** Another site's script may reach this port through a person's browser: it names another host or origin. */
const isOwn = (request: IncomingMessage): boolean => {
  const { host = '', origin } = request.headers
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)
  return isLocal && (origin === undefined || origin === `http://${host}`)
}

const streamNews = (world: PageWorld, response: ServerResponse): void => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
  const tell = (news: News) => response.write(`data: ${JSON.stringify(news)}\n\n`)
  tell({ type: 'snapshot', snapshot: world.snapshot() })
  response.once('close', world.subscribe(tell))
}

const readJson = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > mostBytes) throw new Error('This is more than ten files of 10 MiB.')
    chunks.push(bytes)
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'))
}

const answerAct = async (world: PageWorld, request: IncomingMessage): Promise<ActResult> => {
  const parsed = act.safeParse(await readJson(request))
  if (!parsed.success) return { problem: parsed.error.message }
  return world.carryOut(parsed.data)
}

const serveFile = (world: PageWorld, path: string, response: ServerResponse): void => {
  const file = world.file(path.slice(filePath.length))
  if (file === undefined) {
    send(response, 404, 'text/plain', 'There is no such file.')
    return
  }
  const isImage = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)
  if (!isImage)
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`)
  send(response, 200, isImage ? file.type : 'application/octet-stream', file.bytes)
}

const route = async (
  world: PageWorld,
  bundle: Bundle,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (!isOwn(request)) return send(response, 403, 'text/plain', 'Only this machine’s own page may ask.')
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (request.method === 'POST' && pathname === '/act')
    return send(response, 200, 'application/json', JSON.stringify(await answerAct(world, request)))
  if (pathname === '/') return send(response, 200, 'text/html; charset=utf-8', bundle.html)
  if (pathname === '/page.css') return send(response, 200, 'text/css; charset=utf-8', bundle.css)
  if (pathname === '/page.js') return send(response, 200, 'text/javascript; charset=utf-8', bundle.script)
  if (pathname === '/news') return streamNews(world, response)
  if (pathname.startsWith(filePath)) return serveFile(world, pathname, response)
  send(response, 404, 'text/plain', 'There is nothing here.')
}

/** How many ports above the wanted one are tried. */
const tries = 20

const listen = (server: Server, port: number, left: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException): void => {
      const isTaken = error.code === 'EADDRINUSE' && left > 0
      if (isTaken) resolve(listen(server, port + 1, left - 1))
      else reject(error)
    }
    server.once('error', onError)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })

/** Serves the page on 127.0.0.1, on this port or the next free one; port 0 takes any. */
export const servePage = async (world: PageWorld, bundle: Bundle, port: number): Promise<Page> => {
  const server = createServer((request, response) => {
    route(world, bundle, request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else send(response, 500, 'text/plain', String(error))
    })
  })
  const taken = await listen(server, port, tries)
  return {
    url: `http://localhost:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
