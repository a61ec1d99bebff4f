import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import type { JsonObject } from './json.ts'
import { type BucketLimit, globalLimit, type Limit, type RouteName, routeLimits } from './limits.ts'
import { isOver, type RateWindow, take, type Verdict } from './rate-limits.ts'

/** Which limit refused a request, in Discord's words. */
export type Scope = 'user' | 'shared' | 'global'

/** What the limits say to one request. */
export type LimitAnswer = {
  readonly headers: Readonly<Record<string, string>>
  readonly bucket: string | undefined
  readonly limit: number | undefined
  readonly remaining: number | undefined
  readonly resetAfterMs: number | undefined
  /** Set if the request is refused with a 429. */
  readonly refused: { readonly scope: Scope; readonly retryAfterMs: number } | undefined
}

/** Keeps every window of the server. */
export type Limiter = {
  readonly take: (route: RouteName, major: string) => LimitAnswer
  /** Changes a route's limit (or the global one) from its next window on; `undefined` takes it away. */
  readonly setLimit: (route: RouteName | 'global', limit: BucketLimit | undefined) => void
}

/** Limits by route, and `global` for Discord's overall one. */
export type Limits = Partial<Record<RouteName | 'global', BucketLimit | undefined>>

const seconds = (ms: number): string => (Math.ceil(ms) / 1000).toFixed(3)

/** The headers of a 429; Retry-After is in whole seconds, rounded up, as in Discord's own example. */
export const refusedHeaders = (scope: Scope, retryAfterMs: number): Record<string, string> => ({
  'Retry-After': String(Math.ceil(retryAfterMs / 1000)),
  'X-RateLimit-Scope': scope,
  ...(scope === 'global' ? { 'X-RateLimit-Global': 'true' } : {}),
})

/** The body of a 429. */
export const refusedBody = (scope: Scope, retryAfterMs: number): JsonObject => ({
  message: scope === 'shared' ? 'The resource is being rate limited.' : 'You are being rate limited.',
  retry_after: Math.ceil(retryAfterMs) / 1000,
  global: scope === 'global',
})

const headersOf = (clock: Clock, bucket: string, { window, remaining, resetAfterMs }: Verdict) => ({
  'X-RateLimit-Limit': String(window.limit),
  'X-RateLimit-Remaining': String(remaining),
  'X-RateLimit-Reset': seconds(clock.now() + resetAfterMs),
  'X-RateLimit-Reset-After': seconds(resetAfterMs),
  'X-RateLimit-Bucket': bucket,
})

/** Whether the route belongs to interactions, which the global limit does not cover. */
const isInteraction = (route: RouteName): boolean =>
  route.includes(':interaction') || route.includes('/webhooks/')

const bucketId = (route: RouteName, limit: BucketLimit): string =>
  createHash('sha256')
    .update(limit.bucket ?? route)
    .digest('hex')
    .slice(0, 32)

const none = {
  headers: {},
  bucket: undefined,
  limit: undefined,
  remaining: undefined,
  resetAfterMs: undefined,
  refused: undefined,
} satisfies LimitAnswer

const PRUNE_ABOVE = 5_000

const globalAnswer = ({ allowed, resetAfterMs }: Verdict): LimitAnswer | undefined => {
  if (allowed) return undefined
  const refused = { scope: 'global', retryAfterMs: resetAfterMs } as const
  return { ...none, refused, headers: refusedHeaders('global', resetAfterMs) }
}

const bucketAnswer = (clock: Clock, bucket: string, verdict: Verdict): LimitAnswer => {
  const { allowed, remaining, resetAfterMs, window } = verdict
  const headers = headersOf(clock, bucket, verdict)
  const answer = { headers, bucket, limit: window.limit, remaining, resetAfterMs, refused: undefined }
  if (allowed) return answer
  const refused = { scope: 'user', retryAfterMs: resetAfterMs } as const
  return { ...answer, refused, headers: { ...headers, ...refusedHeaders('user', resetAfterMs) } }
}

const createWindows = (clock: Clock) => {
  const windows = new Map<string, RateWindow>()
  return (key: string, limit: Limit): Verdict => {
    if (windows.size > PRUNE_ABOVE)
      for (const [other, window] of windows) if (isOver(window, clock.elapsed())) windows.delete(other)
    const verdict = take(windows.get(key), limit, clock.elapsed())
    windows.set(key, verdict.window)
    return verdict
  }
}

/** The limits of a server on the clock, Discord's reported ones where nothing else is said. */
export const createLimiter = (clock: Clock, overrides: Limits): Limiter => {
  const all = { ...routeLimits, global: globalLimit, ...overrides }
  const limits = new Map<string, BucketLimit | undefined>(Object.entries(all))
  const count = createWindows(clock)
  const takeGlobal = (): LimitAnswer | undefined => {
    const limit = limits.get('global')
    return limit && globalAnswer(count('global', limit))
  }
  const takeBucket = (route: RouteName, major: string): LimitAnswer => {
    const limit = limits.get(route)
    if (limit === undefined) return none
    const bucket = bucketId(route, limit)
    return bucketAnswer(clock, bucket, count(`${bucket}:${major}`, limit))
  }
  return {
    take: (route, major) => (isInteraction(route) ? undefined : takeGlobal()) ?? takeBucket(route, major),
    setLimit: (route, limit) => limits.set(route, limit),
  }
}
