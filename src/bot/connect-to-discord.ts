import { DefaultRestOptions, type REST, type RESTOptions } from 'discord.js'
import type { Config } from '../config.ts'
import { type Connection, createRest } from '../discord/gateway/connect.ts'
import { type OwnApplication, readOwnApplication } from '../discord/gateway/own-application.ts'
import { startStep } from '../discord/gateway/start-step.ts'
import { watchConnection } from '../discord/gateway/watch-connection.ts'
import { createPacing } from '../discord/rest/pacing.ts'
import { reporting } from '../discord/rest/report-requests.ts'
import { createEventFaultLog } from '../log-fault.ts'
import { noMetrics } from '../operate/metrics/metrics.ts'
import type { Machine } from './machine.ts'
import type { Signals } from './signals.ts'

/** Discord's REST API with a valid token. The gateway is not open yet. */
export type DiscordConnection = {
  readonly pacing: ReturnType<typeof createPacing>
  readonly watch: ReturnType<typeof watchConnection>
  readonly connection: Omit<Connection, 'gateway'>
  readonly rest: REST
  readonly application: OwnApplication
}

/** Reads the bot's own application. Waits while Discord cannot be reached; throws `StartError` if Discord refuses. */
export const connectToDiscord = async (
  { discord }: Config,
  { clock, log, metrics = noMetrics }: Machine,
  signals: Signals,
  makeRequest: RESTOptions['makeRequest'] = DefaultRestOptions.makeRequest,
): Promise<DiscordConnection> => {
  const request = reporting({ clock, log, metrics }, makeRequest)
  const pacing = createPacing({ clock, request })
  const watch = watchConnection({
    ...{ clock, log, random: Math.random },
    ...{ signal: signals.starting, closing: signals.closing.signal },
    onEventFault: createEventFaultLog(log),
  })
  const connection = { apiUrl: discord.apiUrl, rest: pacing.rest, retries: watch.retries }
  const rest = createRest(connection, discord.token)
  const application = await startStep(() => readOwnApplication(rest), watch.start)
  return { pacing, watch, connection, rest, application }
}
