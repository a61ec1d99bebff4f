import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FaultEffect, Faults } from './faults.ts'
import { fileAt } from './files.ts'
import type { Json } from './json.ts'
import { type LimitAnswer, type Limiter, refusedBody, refusedHeaders, type Scope } from './limiter.ts'
import type { RouteName } from './limits.ts'
import { Refusal, refuse } from './refusal.ts'
import { type RequestBody, readBody } from './request-body.ts'
import type { Answer, Route } from './route.ts'
import { majorOf, matchRoute, type RouteMatch } from './route-match.ts'
import type { WireLog } from './wire-log.ts'
import type { World } from './world.ts'

/** What the server needs for answering. */
export type Service = {
  readonly world: World
  readonly limiter: Limiter
  readonly faults: Faults
  readonly log: WireLog
  readonly routes: Readonly<Record<RouteName, Route>>
  /** The round trip in milliseconds, half of it on either side of the effect. */
  readonly latencyMs: () => number
  /** Whether nothing gets through at all. */
  readonly isDown: () => boolean
}

type Incoming = {
  readonly method: string
  readonly path: string
  readonly client: string | undefined
  readonly url: URL
  readonly authorization: string | undefined
  readonly match: RouteMatch | 'unknown path' | 'unknown method'
  readonly body: RequestBody | Refusal
  readonly sentAt: number
  readonly contentType: string | undefined
}

type Outcome = Answer & { readonly headers: Readonly<Record<string, string>>; readonly limits?: LimitAnswer }

const wait = (world: World, ms: number): Promise<void> | undefined =>
  ms <= 0 ? undefined : new Promise((resolve) => world.clock.after(ms, resolve))

const needsBotToken = (route: RouteName): boolean =>
  !route.includes(':interaction') && !route.includes('/webhooks/') && route !== 'GET /gateway'

const refused = (refusal: Refusal): Outcome => {
  const wait = refusal.retryAfterMs
  return {
    status: refusal.status,
    body: refusal.body,
    headers: wait === undefined ? {} : refusedHeaders('user', wait),
  }
}

/** A block of the address by the proxy in front of Discord: no header and no JSON says for how long. */
const blocked = (limits: LimitAnswer): Outcome => ({
  status: 429,
  body: 'error code: 1015',
  headers: {},
  limits,
})

const limited = (scope: Scope, retryAfterMs: number, limits: LimitAnswer, code?: number): Outcome => ({
  status: 429,
  body: { ...refusedBody(scope, retryAfterMs), ...(code !== undefined && { code }) },
  headers: { ...limits.headers, ...refusedHeaders(scope, retryAfterMs) },
  limits: { ...limits, refused: { scope, retryAfterMs } },
})

const runRoute = (service: Service, incoming: Incoming, match: RouteMatch): Answer | Refusal => {
  try {
    if (incoming.body instanceof Refusal) return incoming.body
    const { json, files } = incoming.body
    const { world, routes } = service
    return routes[match.route]({ world, params: match.params, query: incoming.url.searchParams, json, files })
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** The moment of effect: limits are counted, the route is run, the answer is settled. */
const takeEffect = (service: Service, incoming: Incoming, trouble: FaultEffect | undefined): Outcome => {
  const { world, limiter } = service
  const { match } = incoming
  if (match === 'unknown path') return refused(refuse('unknownRoute'))
  if (match === 'unknown method') return refused(refuse('methodNotAllowed'))
  if (needsBotToken(match.route) && incoming.authorization !== `Bot ${world.application.token}`)
    return refused(refuse('unauthorized'))
  const limits = limiter.take(match.route, majorOf(match))
  if (limits.refused) return limited(limits.refused.scope, limits.refused.retryAfterMs, limits)
  if (trouble?.type === 'rate-limit' && trouble.retryAfterMs === undefined) return blocked(limits)
  if (trouble?.type === 'rate-limit')
    return limited(trouble.scope, trouble.retryAfterMs ?? 0, limits, trouble.code)
  const answer = runRoute(service, incoming, match)
  if (!(answer instanceof Refusal)) return { ...answer, headers: limits.headers, limits }
  const { status, body, headers } = refused(answer)
  return { status, body: body ?? null, headers: { ...limits.headers, ...headers }, limits }
}

const jsonOf = ({ body }: Incoming): Json | undefined => (body instanceof Refusal ? undefined : body.json)

const record = (service: Service, incoming: Incoming, outcome: Outcome | undefined): void => {
  const { match, body } = incoming
  const read = body instanceof Refusal ? undefined : body
  const limits = outcome?.limits
  const known = typeof match === 'string' ? undefined : match
  service.log.add({
    method: incoming.method,
    route: known?.route,
    path: incoming.path,
    client: incoming.client,
    query: incoming.url.search,
    status: outcome?.status ?? 0,
    bucket: limits?.bucket,
    major: known === undefined ? undefined : majorOf(known),
    limit: limits?.limit,
    remaining: limits?.remaining,
    resetAfterMs: limits?.resetAfterMs,
    scope: limits?.refused?.scope,
    retryAfterMs: limits?.refused?.retryAfterMs,
    sentAt: incoming.sentAt,
    effectAt: service.world.clock.elapsed(),
    at: service.world.clock.now(),
    requestBody: read?.json,
    requestFiles: [...(read?.files.values() ?? [])].map(({ filename }) => filename),
    requestType: incoming.contentType,
    responseBody: outcome?.body,
  })
}

const write = (response: ServerResponse, { status, headers, body }: Outcome): void => {
  if (response.destroyed) return
  const hasBody = body !== undefined && status !== 204
  if (hasBody && typeof body === 'string') {
    response.writeHead(status, { ...headers, 'Content-Type': 'text/html' }).end(`<html>${body}</html>`)
    return
  }
  response.writeHead(status, hasBody ? { ...headers, 'Content-Type': 'application/json' } : headers)
  response.end(hasBody ? JSON.stringify(body) : undefined)
}

const troubleOf = (trouble: FaultEffect | undefined): Outcome | undefined => {
  if (trouble?.type === 'status') return serverTrouble(trouble.status)
  if (trouble?.type !== 'answer') return undefined
  return { status: trouble.status, headers: trouble.headers ?? {}, body: trouble.body }
}

const serverTrouble = (status: number): Outcome => ({
  status,
  headers: {},
  body: { message: `${status}: Server trouble`, code: 0 } satisfies Json,
})

/** What stands before the path of a route: the client's name, where it has one, and the version. */
const base = /^(?:\/clients\/(?<client>[\w-]+))?\/api(?:\/v10)?(?=\/)/

const readIncoming = async (service: Service, request: IncomingMessage): Promise<Incoming> => {
  const sentAt = service.world.clock.elapsed()
  const url = new URL(request.url ?? '/', 'http://localhost')
  const method = request.method ?? 'GET'
  const path = url.pathname.replace(base, '')
  const client = base.exec(url.pathname)?.groups?.['client']
  const body = await readBody(request).catch((error: unknown) => {
    if (error instanceof Refusal) return error
    throw error
  })
  const { authorization, 'content-type': contentType } = request.headers
  const match = matchRoute(method, path)
  return { method, path, client, url, authorization, match, body, sentAt, contentType }
}

const serveApi = async (
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const incoming = await readIncoming(service, request)
  const { match } = incoming
  const route = typeof match === 'string' ? undefined : match.route
  const trouble = service.faults.take({
    method: incoming.method,
    route,
    path: incoming.path,
    json: jsonOf(incoming),
  })
  const half = (service.latencyMs() + (trouble?.type === 'latency' ? trouble.ms : 0)) / 2
  await wait(service.world, half)
  const hits = (moment: 'before' | 'after', type: FaultEffect['type']) =>
    trouble !== undefined && 'moment' in trouble && trouble.moment === moment && trouble.type === type
  if (service.isDown() || hits('before', 'drop')) {
    record(service, incoming, undefined)
    response.destroy()
    return
  }
  if (hits('before', 'silence')) return record(service, incoming, undefined)
  const broken = troubleOf(trouble)
  const early = trouble?.type === 'answer' || hits('before', 'status') ? broken : undefined
  const outcome = early ?? takeEffect(service, incoming, trouble)
  const told = broken === undefined ? outcome : { ...broken, headers: outcome.headers }
  const lost = service.isDown() || hits('after', 'drop') || hits('after', 'silence')
  record(service, incoming, lost ? undefined : told)
  if (hits('after', 'silence')) return
  await wait(service.world, half)
  if (service.isDown() || hits('after', 'drop')) response.destroy()
  else write(response, told)
}

const serveFile = (service: Service, request: IncomingMessage, response: ServerResponse): void => {
  const url = new URL(request.url ?? '/', 'http://localhost')
  const file = fileAt(service.world, url.pathname, url.searchParams)
  if (file === undefined) {
    response.writeHead(404).end('This content is no longer available.')
    return
  }
  response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.bytes.length })
  response.end(file.bytes)
}

/** Answers one HTTP request: Discord's API below `/api`, and the files of the CDN. */
export const serve = async (
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (/^\/(ephemeral-)?attachments\//.test(request.url ?? '')) return serveFile(service, request, response)
  await serveApi(service, request, response)
}
