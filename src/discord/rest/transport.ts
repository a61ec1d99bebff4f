import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Buckets } from '../../pacing/buckets.ts'
import type { GlobalLimit } from '../../pacing/global-limit.ts'
import { hideLimits, readRateLimitHeaders } from '../../pacing/rate-limit-headers.ts'
import { isGlobal, isPaced, pathIn, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']

/** How long, in ms, one request to Discord may take. */
const patience = 15_000

/** discord.js takes an `AbortError` for what it is: a request that took too long. */
const withinTime = async <T>(
  clock: Clock,
  init: Parameters<MakeRequest>[1],
  send: (init: Parameters<MakeRequest>[1]) => Promise<T>,
): Promise<T> => {
  const ending = new AbortController()
  const end = () => ending.abort(init.signal?.reason)
  const cancel = clock.after(patience, () => ending.abort())
  init.signal?.addEventListener('abort', end)
  if (init.signal?.aborted) end()
  try {
    return await send({ ...init, signal: ending.signal })
  } finally {
    cancel()
    init.signal?.removeEventListener('abort', end)
  }
}

/**
 * discord.js's own way to make requests, observed. This sees what its `response` event does not: when a request left,
 * and those that were never answered. On paced routes discord.js is not shown the limits, since it would add half a
 * round trip and more to every window; a 429 stays one.
 */
export const observed =
  (
    clock: Clock,
    buckets: Buckets,
    pool: Pick<GlobalLimit, 'departed' | 'refused'>,
    request: MakeRequest,
  ): MakeRequest =>
  async (url, init) => {
    const route = routeTo(init.method ?? 'GET', pathIn(url))
    const paced = isPaced(route.method, route.template)
    const passage = paced ? buckets.depart(route) : undefined
    const sentAt = clock.elapsed()
    if (isGlobal(route)) pool.departed()
    try {
      const response = await withinTime(clock, init, (timed) => request(url, timed))
      const answer = readRateLimitHeaders(response, sentAt, clock.elapsed())
      if (answer.refusal?.global) pool.refused(answer.refusal.retryAfter ?? 1_000)
      passage?.answered(answer)
      if (paced) hideLimits(response.headers)
      return response
    } catch (error) {
      passage?.lost()
      throw error
    }
  }
