import { type Client, Events } from 'discord.js'
import type { OutageLog } from './outage-log.ts'

/** The log messages for an outage of the gateway. */
export const gatewayOutage = {
  begins: 'the gateway is lost; connecting again',
  goesOn: 'the gateway is still away; connecting again',
  ends: 'the gateway is back',
} as const

/**
 * Logs outages of the gateway: a line at the beginning, one a minute, and one at the end that says whether the
 * session was resumed. Returns a function that stops it, for when the connection is closed on purpose.
 */
export const logConnection = (client: Client, outage: OutageLog, lastReason: () => string): (() => void) => {
  const lost = (): void => outage.failed(lastReason())
  const resumed = (_: number, missed: number): void => outage.ended(gatewayOutage.ends, { missed })
  const anew = (): void => outage.ended('the gateway is back, in a new session')
  client.on(Events.ShardReconnecting, lost)
  client.on(Events.ShardResume, resumed)
  client.on(Events.ShardReady, anew)
  return () => {
    client.off(Events.ShardReconnecting, lost)
    client.off(Events.ShardResume, resumed)
    client.off(Events.ShardReady, anew)
    outage.stop()
  }
}
