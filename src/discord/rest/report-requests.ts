import type { RESTOptions } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Log } from '../../log.ts'
import type { Metrics } from '../../operate/metrics/metrics.ts'
import { kindOf, pathIn, routeTo } from './route.ts'

type MakeRequest = RESTOptions['makeRequest']

/** Where requests are reported to. */
export type RequestReports = {
  readonly clock: Clock
  readonly log: Pick<Log, 'debug'>
  readonly metrics: Pick<Metrics, 'requested' | 'rateLimited'>
}

/**
 * A transport that counts what it sends, by route without ids, and how Discord answered. At the log level `debug` each
 * request is a line: its route, its status (`lost` without an answer) and the ms to the answer.
 */
export const reporting =
  ({ clock, log, metrics }: RequestReports, request: MakeRequest): MakeRequest =>
  async (url, init) => {
    const route = classOf(url, init.method ?? 'GET')
    const sentAt = clock.elapsed()
    const report = (status: string): void => {
      metrics.requested(route, status)
      log.debug({ route, status, ms: Math.round(clock.elapsed() - sentAt) }, 'a request to Discord')
    }
    try {
      const response = await request(url, init)
      report(String(response.status))
      // A block of the whole address comes from in front of Discord, without the header.
      if (response.status === 429) metrics.rateLimited(response.headers.get('x-ratelimit-scope') ?? 'none')
      return response
    } catch (error) {
      report('lost')
      throw error
    }
  }

/** A route in which also the emoji of a reaction is left out. */
const classOf = (url: string, method: string): string =>
  kindOf(routeTo(method, pathIn(url))).replace(/(\/reactions\/)[^/]+/, '$1:emoji')
