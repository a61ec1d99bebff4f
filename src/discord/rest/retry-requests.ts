import { RateLimitError, type RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { delay } from '../../delay.ts'
import { isNetworkFailure } from '../../network-failure.ts'
import { backoff } from '../../retry.ts'
import { policyOf, type RequestPolicy, readMark, singleAttempt } from './request-policy.ts'
import { pathIn, type Route, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']
type Init = Parameters<MakeRequest>[1]
type Reply = Awaited<ReturnType<MakeRequest>>

export type RetryRequestsOptions = {
  readonly clock: Clock
  /** Ends every wait, when the process can wait no longer. */
  readonly signal?: AbortSignal
  readonly random?: () => number
  /** Called before each wait, with the route, what came back, and the wait in ms. */
  readonly onWait?: (route: Route, reason: string, waitMs: number) => void
}

/** What came of one try. `wait`: worth another try after at least so many ms. */
type Tried =
  | { readonly type: 'response'; readonly response: Reply }
  | { readonly type: 'wait'; readonly least: number; readonly reason: string; readonly finish: () => Reply }

/** How often a 4xx without a known code is retried. */
const mostUnclear = 3

/** An error of Discord's own API in the body of a response. */
type ApiError = { readonly code: number; readonly body: object }

/** Cloudflare in front of Discord, "internal network error", has a code as if it were the API's. */
const internalNetworkError = 40_333

/**
 * Sends requests by the policy of their route. Retries network failures, 5xx, 408 and 429 with growing pauses, at
 * least as long as Retry-After; retries a 401, and a 4xx without a known code (HTML, code 0), up to three times.
 * Returns the last response, or throws discord.js's `RateLimitError` for a 429, which discord.js would otherwise wait
 * out itself.
 */
export const retryRequests =
  (request: MakeRequest, options: RetryRequestsOptions): MakeRequest =>
  async (url, init) => {
    const { isOnce, headers } = readMark(plainHeaders(init))
    const route = routeTo(init.method ?? 'GET', pathIn(url))
    const policy = isOnce ? singleAttempt : policyOf(route)
    const { clock, signal, random, onWait } = options
    const begun = clock.elapsed()
    let mayHaveArrived = false
    for (let tried = 1; ; tried += 1) {
      const outcome = await attempt(request, url, { ...init, headers }, route, policy, tried)
      if (outcome.type === 'response')
        return mayHaveArrived ? acknowledgedBefore(outcome.response, url, route) : outcome.response
      const waitMs = Math.max(outcome.least, backoff(policy, tried, random))
      if (isTooLate(clock.elapsed() - begun + waitMs, policy) || signal?.aborted) return outcome.finish()
      mayHaveArrived = true
      onWait?.(route, outcome.reason, waitMs)
      await delay(waitMs, { clock, signal })
    }
  }

const isTooLate = (afterMs: number, { within }: RequestPolicy): boolean => within === 0 || afterMs > within

const attempt = async (
  request: MakeRequest,
  url: string,
  init: Init,
  route: Route,
  policy: RequestPolicy,
  tried: number,
): Promise<Tried> => {
  try {
    const response = await request(url, init)
    return response.ok ? { type: 'response', response } : await judge(response, route, policy, tried)
  } catch (error) {
    if (!isNetworkFailure(error) || init.signal?.aborted) throw error
    const finish = (): never => {
      throw error
    }
    return { type: 'wait', least: 0, reason: nameOf(error), finish }
  }
}

const judge = async (response: Reply, route: Route, policy: RequestPolicy, tried: number): Promise<Tried> => {
  const { status } = response
  const reason = `HTTP ${status}`
  if (status === 429) {
    const least = retryAfter(response, policy)
    const finish = (): never => {
      throw rateLimitError(response, route, least)
    }
    return { type: 'wait', least, reason, finish }
  }
  if (status >= 500) return { type: 'wait', least: 0, reason, finish: () => response }
  const error = await apiErrorIn(response)
  const explained = withBody(response, error.body)
  const isUnclear = error.code === 0 || error.code === internalNetworkError
  if (status === 408 || (isUnclear && tried < mostUnclear))
    return { type: 'wait', least: 0, reason, finish: () => explained }
  return { type: 'response', response: explained }
}

/** Milliseconds until Discord takes the request again. */
const retryAfter = ({ headers }: Reply, { blockedFor }: RequestPolicy): number => {
  const said = headers.get('Retry-After')
  const seconds = Number(said ?? Number.NaN)
  return said === null || said === '' || !Number.isFinite(seconds) ? blockedFor : Math.max(0, seconds * 1_000)
}

const rateLimitError = ({ headers }: Reply, route: Route, waitMs: number): RateLimitError => {
  const isGlobal = headers.get('X-RateLimit-Global') !== null
  return new RateLimitError({
    ...{
      global: isGlobal,
      scope: isGlobal ? 'global' : 'user',
      hash: headers.get('X-RateLimit-Bucket') ?? '',
    },
    ...{ limit: Number(headers.get('X-RateLimit-Limit') ?? 0), majorParameter: 'hidden' },
    ...{ method: route.method, route: route.template, url: route.template },
    ...{ retryAfter: waitMs, timeToReset: waitMs, sublimitTimeout: 0 },
  })
}

/** The error that the API explains; code 0, and a body in its form, for what is no answer of the API's: HTML, no text. */
const apiErrorIn = async (response: Reply): Promise<ApiError> => {
  const text = await response.text().catch(() => '')
  const body = jsonIn(text)
  if (typeof body === 'object' && body !== null && 'code' in body) {
    const code = Number(body.code)
    return { code: Number.isInteger(code) ? code : 0, body }
  }
  if (typeof body === 'object' && body !== null && 'message' in body)
    return { code: 0, body: { ...body, code: 0 } }
  return { code: 0, body: { message: `HTTP ${response.status} that is not from Discord’s API`, code: 0 } }
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const withBody = ({ status, statusText, headers }: Reply, body: object): Reply => {
  const kept = new Headers([...headers.entries()])
  for (const name of ['Content-Length', 'Content-Encoding']) kept.delete(name)
  kept.set('Content-Type', 'application/json')
  return new Response(JSON.stringify(body), { status, statusText, headers: kept })
}

/** Interaction has already been acknowledged. */
const alreadyAcknowledged = 40_060

/** Whether Discord has the acknowledgement already: the response to an earlier try was lost. */
const acknowledgedBefore = async (response: Reply, url: string, { template }: Route): Promise<Reply> => {
  if (response.ok || !template.startsWith('/interactions/')) return response
  const { code, body } = await apiErrorIn(response)
  // Whoever wants the message that was made looks for it.
  const wantsMessage = new URL(url).searchParams.get('with_response') === 'true'
  return code === alreadyAcknowledged && !wantsMessage
    ? new Response(null, { status: 204 })
    : withBody(response, body)
}

/** discord.js gives the headers of a request as a plain object. */
const plainHeaders = ({ headers }: Init): Record<string, string> =>
  Object.fromEntries(new Headers(Object.entries(Object(headers ?? {}))).entries())

const nameOf = (error: unknown): string =>
  error instanceof Error ? ('code' in error ? String(error.code) : error.name) : String(error)
