import { type Client, Events, GatewayOpcodes, Status } from 'discord.js'
import type { Clock } from '../../clock.ts'
import type { Health } from '../../operate/health.ts'

/** How often, in ms, the gateway is looked at. */
const lookEvery = 5_000

/** After so many ms without an event we ask for one: a line can be open, and deaf. */
const quietLimit = 60_000

/**
 * Reports heartbeats and events of the gateway to `health`. In a quiet minute it requests one guild member (the bot
 * itself), which the gateway must answer with an event
 * (https://docs.discord.com/developers/events/gateway-events#request-guild-members). Returns a function that stops
 * it.
 */
export const watchGateway = (
  client: Client<true>,
  clock: Clock,
  health: Pick<Health, 'heartbeat' | 'event' | 'echoDue' | 'disconnected' | 'connected'>,
): (() => void) => {
  let eventAt = clock.elapsed()
  let probedAt = eventAt
  let beat = lastBeat(client)
  const onEvent = (): void => {
    eventAt = clock.elapsed()
    health.event()
  }
  const look = (): void => {
    stop = clock.after(lookEvery, look)
    const newest = lastBeat(client)
    if (newest !== beat) health.heartbeat()
    beat = newest
    const now = clock.elapsed()
    if (now - Math.max(eventAt, probedAt) < quietLimit) return
    probedAt = now
    if (probe(client)) health.echoDue()
  }
  let stop = clock.after(lookEvery, look)
  client.on(Events.Raw, onEvent)
  client.on(Events.ShardReconnecting, health.disconnected)
  client.on(Events.ShardResume, health.connected)
  client.on(Events.ShardReady, health.connected)
  return () => {
    stop()
    client.off(Events.Raw, onEvent)
    client.off(Events.ShardReconnecting, health.disconnected)
    client.off(Events.ShardResume, health.connected)
    client.off(Events.ShardReady, health.connected)
  }
}

const lastBeat = (client: Client): number =>
  Math.max(-1, ...client.ws.shards.map(({ lastPingTimestamp }) => lastPingTimestamp))

/** Asks for our own membership in any server; without a server there is nobody to be deaf to. */
const probe = (client: Client<true>): boolean => {
  const guild = client.guilds.cache.first()
  if (guild === undefined || guild.shard.status !== Status.Ready) return false
  guild.shard.send({
    op: GatewayOpcodes.RequestGuildMembers,
    d: { guild_id: guild.id, user_ids: [client.user.id], limit: 1 },
  })
  return true
}
