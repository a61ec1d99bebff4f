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
  sendNow,
  tell,
} from './gateway-hub.ts'
import { receive } from './gateway-protocol.ts'
import type { Json } from './json.ts'
import type { World } from './world.ts'

/** Milliseconds between heartbeats that the gateway asks for. */
export const usualHeartbeat = 41_250

/** What a test can do to the gateway. */
export type GatewayControl = {
  /** Closes every connection with the code; sessions can be resumed where Discord lets them. */
  readonly close: (code: number) => void
  /** Cuts every connection without a close frame. */
  readonly cut: () => void
  /** Asks every client to reconnect and resume (op 7). */
  readonly reconnect: () => void
  /** Tells every client that its session is invalid (op 9). */
  readonly invalidate: (resumable: boolean) => void
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
}

/** The gateway as the server uses it. */
export type Gateway = {
  readonly control: GatewayControl
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  readonly stop: () => void
}

const connect = (hub: Hub, socket: WebSocket): void => {
  const connection: Connection = { socket, session: undefined, window: undefined, stopWaiting: () => {} }
  hub.connections.add(connection)
  socket.on('message', (raw) => receive(hub, connection, raw))
  socket.on('error', () => socket.terminate())
  socket.on('close', (code) => {
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
  sendNow(socket, { op: 10, d: { heartbeat_interval: hub.setting.heartbeatMs } })
  awaitHeartbeat(hub, connection)
}

const controlOf = (hub: Hub): GatewayControl => ({
  close: (code) => {
    for (const connection of [...hub.connections]) endConnection(hub, connection, code)
  },
  cut: () => {
    for (const { socket } of [...hub.connections]) socket.terminate()
  },
  reconnect: () => {
    for (const { socket } of hub.connections) sendNow(socket, { op: 7, d: null })
  },
  invalidate: (resumable) => {
    for (const connection of hub.connections) {
      const { socket, session } = connection
      if (session !== undefined) session.socket = undefined
      if (!resumable && session !== undefined) hub.sessions.delete(session.id)
      // The client may resume or identify on the same connection.
      connection.session = undefined
      sendNow(socket, { op: 9, d: resumable })
    }
  },
  acknowledgeHeartbeats: (on) => {
    hub.acknowledging = on
  },
  askForHeartbeat: () => {
    for (const { socket } of hub.connections) sendNow(socket, { op: 1, d: null })
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
})

/** The gateway of the world over WebSocket, version 10 with JSON. */
export const createGateway = (world: World, setting: GatewaySetting): Gateway => {
  const server = new WebSocketServer({ noServer: true })
  const hub = createHub(world, setting)
  const stopListening = world.onEvent((event) => {
    for (const session of hub.sessions.values()) {
      const dispatch = dispatchOf(world, event, session.intents)
      if (dispatch !== undefined) tell(hub, session, dispatch)
    }
  })
  return {
    control: controlOf(hub),
    upgrade: (request, socket, head) => {
      if (setting.isDown()) socket.destroy()
      else server.handleUpgrade(request, socket, head, (opened) => connect(hub, opened))
    },
    stop: () => {
      stopListening()
      for (const { socket } of hub.connections) socket.terminate()
      server.close()
    },
  }
}
