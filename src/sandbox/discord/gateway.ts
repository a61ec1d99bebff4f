import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { dispatchOf } from './dispatches.ts'
import {
  awaitHeartbeat,
  type Connection,
  createHub,
  endConnection,
  type GatewaySetting,
  type Hub,
  recommendedShards,
  tell,
} from './gateway-hub.ts'
import { receive } from './gateway-protocol.ts'
import { gatewaySocket, type Transport, transportOf } from './gateway-socket.ts'
import type { Json, JsonObject } from './json.ts'
import { guildOf, isOnShard, type Shard } from './shards.ts'
import type { World } from './world.ts'

/** Milliseconds between heartbeats that the gateway asks for. */
export const usualHeartbeat = 41_250

/** A session as a test sees it. */
export type SessionView = {
  readonly id: string
  readonly shard: Shard
  /** The number of the last event. */
  readonly sequence: number
  /** Whether it has a connection now. */
  readonly connected: boolean
}

/** What a test can do to the gateway. Where a shard may be named, nothing named means all. */
export type GatewayControl = {
  /** Closes connections with the code; sessions can be resumed where Discord lets them. */
  readonly close: (code: number, shardId?: number) => void
  /** Cuts connections without a close frame. */
  readonly cut: (shardId?: number) => void
  /** Asks clients to reconnect and resume (op 7). */
  readonly reconnect: (shardId?: number) => void
  /** Tells clients that their session is invalid (op 9). */
  readonly invalidate: (resumable: boolean, shardId?: number) => void
  /** Whether heartbeats are acknowledged; true at first. */
  readonly acknowledgeHeartbeats: (on: boolean) => void
  /** Asks every client for a heartbeat at once (op 1). */
  readonly askForHeartbeat: () => void
  /** Whether events are sent; while not, the bot is online but deaf. What it missed comes with a resume. */
  readonly deliver: (on: boolean) => void
  /** Whether every event is sent twice; false at first. */
  readonly repeat: (on: boolean) => void
  /** Sends every session an event with this data, however wrong it is. */
  readonly dispatch: (event: string, data: Json) => void
  /** How many connections have a session now. */
  readonly connected: () => number
  /** All sessions that are connected or could be resumed. */
  readonly sessions: () => readonly SessionView[]
}

/** The gateway as the server uses it. */
export type Gateway = {
  readonly control: GatewayControl
  /** What `GET /gateway/bot` says of shards and session starts. */
  readonly startJson: () => JsonObject
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly stop: () => void
}

const connect = (hub: Hub, opened: WebSocket, transport: Transport): void => {
  const socket = gatewaySocket(opened, transport)
  const connection: Connection = { socket, session: undefined, window: undefined, stopWaiting: () => {} }
  hub.connections.add(connection)
  opened.on('message', (raw) => receive(hub, connection, raw))
  opened.on('error', () => socket.terminate())
  opened.on('close', (code) => {
    hub.connections.delete(connection)
    connection.stopWaiting()
    const { session } = connection
    if (session?.socket === socket) {
      session.socket = undefined
      session.leftAt = hub.world.clock.elapsed()
    }
    if (session !== undefined && (code === 1000 || code === 1001)) hub.sessions.delete(session.id)
    hub.world.emit({ type: 'gateway-close', code })
  })
  hub.world.emit({ type: 'gateway-open' })
  socket.send({ op: 10, d: { heartbeat_interval: hub.setting.heartbeatMs } })
  awaitHeartbeat(hub, connection)
}

/** The connections of the shard, or all; a connection that has not identified is of no shard. */
const connectionsOf = (hub: Hub, shardId: number | undefined): readonly Connection[] =>
  [...hub.connections].filter(({ session }) => shardId === undefined || session?.shard[0] === shardId)

const controlOf = (hub: Hub): GatewayControl => ({
  close: (code, shardId) => {
    for (const connection of connectionsOf(hub, shardId)) endConnection(hub, connection, code)
  },
  cut: (shardId) => {
    for (const { socket } of connectionsOf(hub, shardId)) socket.terminate()
  },
  reconnect: (shardId) => {
    for (const { socket } of connectionsOf(hub, shardId)) socket.send({ op: 7, d: null })
  },
  invalidate: (resumable, shardId) => {
    for (const connection of connectionsOf(hub, shardId)) {
      const { socket, session } = connection
      if (session !== undefined) session.socket = undefined
      if (!resumable && session !== undefined) hub.sessions.delete(session.id)
      // The client may resume or identify on the same connection.
      connection.session = undefined
      socket.send({ op: 9, d: resumable })
    }
  },
  acknowledgeHeartbeats: (on) => {
    hub.acknowledging = on
  },
  askForHeartbeat: () => {
    for (const { socket } of hub.connections) socket.send({ op: 1, d: null })
  },
  deliver: (on) => {
    hub.delivering = on
  },
  repeat: (on) => {
    hub.repeating = on
  },
  dispatch: (name, data) => {
    for (const session of hub.sessions.values()) tell(hub, session, { name, data })
  },
  connected: () => [...hub.connections].filter(({ session }) => session !== undefined).length,
  sessions: () =>
    [...hub.sessions.values()].map(({ id, shard, sequence, socket }) => ({
      ...{ id, shard, sequence, connected: socket !== undefined },
    })),
})

/** The gateway of the world over WebSocket, version 10 with JSON. */
export const createGateway = (world: World, setting: GatewaySetting): Gateway => {
  const server = new WebSocketServer({ noServer: true })
  const hub = createHub(world, setting)
  const stopListening = world.onEvent((event) => {
    const guildId = guildOf(world, event)
    for (const session of hub.sessions.values()) {
      if (!isOnShard(session.shard, guildId)) continue
      const dispatch = dispatchOf(world, event, session.intents)
      if (dispatch !== undefined) tell(hub, session, dispatch)
    }
  })
  return {
    control: controlOf(hub),
    startJson: () => ({ shards: recommendedShards(hub), session_start_limit: hub.starts.json() }),
    upgrade: (request, socket, head) => {
      const transport = transportOf(request.url ?? '')
      if (setting.isDown()) socket.destroy()
      else
        server.handleUpgrade(request, socket, head, (opened) => {
          // 4012 is what Discord closes with for an address that it does not know.
          if (transport === undefined) opened.close(4012)
          else connect(hub, opened, transport)
        })
    },
    stop: () => {
      stopListening()
      for (const { socket } of hub.connections) socket.terminate()
      server.close()
    },
  }
}
