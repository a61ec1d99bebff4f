import type { RESTOptions } from 'discord.js'
import type { Metrics } from '../../operate/metrics/metrics.ts'
import { kindOf, pathIn, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']

/** A transport that counts what it sends, by route without ids, and how Discord answered. */
export const counting =
  (
    { requested, rateLimited }: Pick<Metrics, 'requested' | 'rateLimited'>,
    request: MakeRequest,
  ): MakeRequest =>
  async (url, init) => {
    const route = classOf(url, init.method ?? 'GET')
    try {
      const response = await request(url, init)
      requested(route, String(response.status))
      // A block of the whole address comes from in front of Discord, without the header.
      if (response.status === 429) rateLimited(response.headers.get('x-ratelimit-scope') ?? 'none')
      return response
    } catch (error) {
      requested(route, 'lost')
      throw error
    }
  }

/** A route in which also the emoji of a reaction is left out. */
const classOf = (url: string, method: string): string =>
  kindOf(routeTo(method, pathIn(url))).replace(/(\/reactions\/)[^/]+/, '$1:emoji')
