import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../src/clock.ts'
import { kindOf, pathIn, routeTo } from '../../src/discord/rest/route.ts'

type MakeRequest = RESTOptions['makeRequest']
type Response = Awaited<ReturnType<MakeRequest>>

/** What the fake did with one request. Times are those of the clock. */
export type Received = {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly sentAt: number
  readonly arrivedAt: number
  readonly answeredAt: number
  readonly status: number
  /** Tells the bucket: the route and the resource. */
  readonly bucket: string
  /** Milliseconds, of a 429. */
  readonly retryAfter?: number
}

/** What befalls a request: how long it takes there and back in ms, and whether it fails. */
export type Fate = {
  readonly there: number
  readonly back: number
  readonly fault?: 'busy' | 'cut-before' | 'cut-after' | 'refused'
}

export type Limit = { readonly limit: number; readonly window: number }

export type FakeDiscord = {
  readonly request: MakeRequest
  /** In order of arrival. */
  readonly received: readonly Received[]
  readonly setLimit: (limit: Limit) => void
}

type Window = { limit: number; used: number; ends: number }

/** Discord as far as rate limits go: fixed windows that open with their first request, and their headers. */
export const fakeDiscord = (
  clock: Clock,
  first: Limit,
  fate: () => Fate,
  idOf: (kind: string) => string | undefined = (kind) => `id of ${kind}`,
): FakeDiscord => {
  let shape = first
  const windows = new Map<string, Window>()
  const received: Received[] = []
  const wait = (ms: number) => new Promise<void>((resolve) => clock.after(ms, resolve))
  const count = (key: string) => {
    const known = windows.get(key)
    const now = clock.elapsed()
    const window =
      known && now < known.ends ? known : { limit: shape.limit, used: 0, ends: now + shape.window }
    windows.set(key, window)
    const isAllowed = window.used < window.limit
    if (isAllowed) window.used++
    return { isAllowed, window, resetAfter: window.ends - now }
  }
  const request: MakeRequest = async (url, init) => {
    const route = routeTo(init.method ?? 'GET', pathIn(url))
    const kind = kindOf(route)
    const { there, back, fault } = fate()
    const sentAt = clock.elapsed()
    await wait(there)
    const note = (status: number, bucket: string, retryAfter?: number) =>
      received.push({
        method: route.method,
        path: pathIn(url),
        body: String(init.body),
        sentAt,
        arrivedAt: clock.elapsed(),
        answeredAt: clock.elapsed() + back,
        status,
        bucket,
        ...(retryAfter !== undefined && { retryAfter }),
      })
    if (fault === 'cut-before') return cut(wait(back))
    const id = idOf(kind)
    const bucket = `${id ?? kind} ${route.major}`
    const { isAllowed, window, resetAfter } = count(bucket)
    const refused = !isAllowed || fault === 'refused'
    const status = refused ? 429 : fault === 'busy' ? 502 : 200
    const retryAfter = isAllowed ? 1_500 : Math.round(resetAfter)
    note(fault === 'cut-after' ? 0 : status, bucket, status === 429 ? retryAfter : undefined)
    if (fault === 'cut-after') return cut(wait(back))
    await wait(back)
    if (status === 502) return respond(502, {})
    return respond(status, {
      'X-RateLimit-Limit': `${window.limit}`,
      'X-RateLimit-Remaining': `${window.limit - window.used}`,
      'X-RateLimit-Reset-After': (resetAfter / 1_000).toFixed(3),
      ...(id === undefined ? {} : { 'X-RateLimit-Bucket': id }),
      ...(refused ? { 'Retry-After': `${retryAfter / 1_000}` } : {}),
    })
  }
  return { request, received, setLimit: (next) => (shape = next) }
}

const cut = async (until: Promise<void>): Promise<Response> => {
  await until
  throw Object.assign(new Error('other side closed'), { code: 'UND_ERR_SOCKET' })
}

const respond = (status: number, headers: Record<string, string>): Response => ({
  status,
  statusText: '',
  ok: status < 300,
  headers: new Headers({ 'Content-Type': 'application/json', ...headers }),
  body: null,
  bodyUsed: false,
  arrayBuffer: async () => new ArrayBuffer(0),
  json: async () => ({}),
  text: async () => '{}',
})
