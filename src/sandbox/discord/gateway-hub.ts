import type { Dispatch } from './dispatches.ts'
import type { GatewaySocket } from './gateway-socket.ts'
import type { JsonObject } from './json.ts'
import type { RateWindow } from './rate-limits.ts'
import { createSessionStarts, type SessionStarts, type StartLimits } from './session-starts.ts'
import { recordDispatch, type Session } from './sessions.ts'
import { joinedGuilds } from './shards.ts'
import type { World } from './world.ts'

/** One socket, and the session that it carries once the client has identified or resumed. */
export type Connection = {
  readonly socket: GatewaySocket
  session: Session | undefined
  window: RateWindow | undefined
  /** Ends the wait for the next heartbeat. */
  stopWaiting: () => void
}

/** What Discord's gateway insists on and the sandbox's leaves out unless it is told. */
export type GatewayRules = StartLimits & {
  /** How many shards `GET /gateway/bot` recommends; one for each thousand guilds by default. */
  readonly shards?: number
  /** Guilds that one shard may have; Discord's limit of 2,500 by default. */
  readonly guildsPerShard?: number
  /** For how many milliseconds after a connection is gone its session can be resumed. */
  readonly resumeWithinMs?: number
  /** Closes a connection with 4009 that sends no heartbeat for two intervals. */
  readonly requireHeartbeats?: boolean
}

/** What the gateway of a world needs to know of its server. */
export type GatewaySetting = {
  readonly latencyMs: () => number
  readonly isDown: () => boolean
  readonly heartbeatMs: number
  readonly rules: GatewayRules
}

/** All connections and sessions of the gateway, and how it behaves just now. */
export type Hub = {
  readonly world: World
  readonly setting: GatewaySetting
  readonly connections: Set<Connection>
  readonly sessions: Map<string, Session>
  readonly starts: SessionStarts
  acknowledging: boolean
  delivering: boolean
  /** Whether every event is sent twice, as Discord may do. */
  repeating: boolean
  /** The moment until which earlier payloads are still on their way. */
  busyUntil: number
}

/** Close codes after which the session is over. */
const FINAL_CODES = [1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]

/** A hub that nobody is connected to. */
export const createHub = (world: World, setting: GatewaySetting): Hub => ({
  world,
  setting,
  connections: new Set(),
  sessions: new Map(),
  starts: createSessionStarts(world.clock, setting.rules),
  acknowledging: true,
  delivering: true,
  repeating: false,
  busyUntil: 0,
})

/** Where the gateway listens, for READY and for `GET /gateway`. */
export const gatewayUrl = (world: World): string => `${world.origin.url.replace('http', 'ws')}/gateway`

/** Sends a payload so that it arrives half a round trip later, and never before an earlier one. */
export const sendLater = (hub: Hub, socket: GatewaySocket, payload: JsonObject): void => {
  const { clock } = hub.world
  const now = clock.elapsed()
  hub.busyUntil = Math.max(hub.busyUntil, now + hub.setting.latencyMs() / 2)
  if (hub.busyUntil <= now) socket.send(payload)
  else clock.after(hub.busyUntil - now, () => socket.send(payload))
}

/** Tells a session of an event; while nothing is delivered it is only kept for a resume. */
export const tell = (hub: Hub, session: Session, dispatch: Dispatch): void => {
  const payload = recordDispatch(session, dispatch)
  if (!hub.delivering || session.socket === undefined) return
  sendLater(hub, session.socket, payload)
  if (hub.repeating) sendLater(hub, session.socket, payload)
}

/** Begins the wait for the connection's next heartbeat, where heartbeats must come. */
export const awaitHeartbeat = (hub: Hub, connection: Connection): void => {
  connection.stopWaiting()
  const { heartbeatMs, rules } = hub.setting
  if (!rules.requireHeartbeats) return
  connection.stopWaiting = hub.world.clock.after(2 * heartbeatMs, () => endConnection(hub, connection, 4009))
}

/** Closes a connection with the code, and its session where Discord ends that too. */
export const endConnection = (hub: Hub, connection: Connection, code: number): void => {
  if (FINAL_CODES.includes(code) && connection.session !== undefined)
    hub.sessions.delete(connection.session.id)
  connection.socket.close(code)
}

/** How many shards are recommended to a bot with so many guilds. */
export const recommendedShards = ({ world, setting: { rules } }: Hub): number =>
  rules.shards ?? Math.max(1, Math.ceil(joinedGuilds(world).length / 1_000))
