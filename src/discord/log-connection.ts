import { type Client, Events } from 'discord.js'
import type { Log } from '../log.ts'

/** Logs when the gateway is lost, and when it is back: with what was missed, or as a new session. */
export const logConnection = (client: Client, log: Log): void => {
  client.on(Events.ShardReconnecting, () => log.warn('the gateway is lost; connecting again'))
  client.on(Events.ShardResume, (_, missed) => log.info({ missed }, 'the gateway is back'))
  client.on(Events.ShardReady, () => log.info('the gateway is back, in a new session'))
}
