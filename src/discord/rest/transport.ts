import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { hideLimits, readRateLimitHeaders } from '../../pacing/rate-limit-headers.ts'
import type { Scheduler } from '../../pacing/scheduler.ts'
import { isPaced, limitedRoute, pathIn, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']

/** The timeout of one request to Discord, in ms. */
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
 * Wraps discord.js's transport to report when each request leaves and what comes back; discord.js's `response` event
 * tells neither. Hides the rate-limit headers of paced routes from discord.js, which would add more than half a round
 * trip to every window.
 */
export const observeTransport =
  (clock: Clock, scheduler: Pick<Scheduler, 'depart'>, request: MakeRequest): MakeRequest =>
  async (url, init) => {
    const route = routeTo(init.method ?? 'GET', pathIn(url))
    const paced = isPaced(route.method, route.template)
    const sentAt = clock.elapsed()
    const departure = scheduler.depart(limitedRoute(route), paced)
    try {
      const response = await withinTime(clock, init, (timed) => request(url, timed))
      const limits = readRateLimitHeaders(response, sentAt, clock.elapsed())
      departure.answered(limits)
      // discord.js would wait out a window that cannot be.
      if (paced || (response.ok && limits.window === undefined)) hideLimits(response.headers)
      return response
    } catch (error) {
      departure.lost()
      throw error
    }
  }
