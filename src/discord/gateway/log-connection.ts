import { type Client, Events } from 'discord.js'
import type { Log } from '../../log.ts'

/**
 * Logs when the gateway is lost, and when it is back: with what was missed, or as a new session. Returns what ends it: a
 * connection that is closed on purpose is not lost.
 */
export const logConnection = (client: Client, log: Log): (() => void) => {
  const lost = (): void => log.warn('the gateway is lost; connecting again')
  const resumed = (_: number, missed: number): void => log.info({ missed }, 'the gateway is back')
  const anew = (): void => log.info('the gateway is back, in a new session')
  client.on(Events.ShardReconnecting, lost)
  client.on(Events.ShardResume, resumed)
  client.on(Events.ShardReady, anew)
  return () => {
    client.off(Events.ShardReconnecting, lost)
    client.off(Events.ShardResume, resumed)
    client.off(Events.ShardReady, anew)
  }
}
