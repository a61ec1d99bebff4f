import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { hideLimits, readAnswer } from './answer.ts'
import type { Buckets } from './buckets.ts'
import type { Pool } from './pool.ts'
import { isGlobal, isPaced, pathIn, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']

/**
 * discord.js's own way to make requests, observed. This sees what its `response` event does not: when a request left,
 * and those that were never answered. On paced routes discord.js is not shown the limits, since it would add half a
 * round trip and more to every window; a 429 stays one.
 */
export const observed =
  (
    clock: Clock,
    buckets: Buckets,
    pool: Pick<Pool, 'departed' | 'refused'>,
    request: MakeRequest,
  ): MakeRequest =>
  async (url, init) => {
    const route = routeTo(init.method ?? 'GET', pathIn(url))
    const paced = isPaced(route.method, route.template)
    const passage = paced ? buckets.depart(route) : undefined
    const sentAt = clock.elapsed()
    if (isGlobal(route)) pool.departed()
    try {
      const response = await request(url, init)
      const answer = readAnswer(response, sentAt, clock.elapsed())
      if (answer.refusal?.global) pool.refused(answer.refusal.retryAfter ?? 1_000)
      passage?.answered(answer)
      if (paced) hideLimits(response.headers)
      return response
    } catch (error) {
      passage?.lost()
      throw error
    }
  }
