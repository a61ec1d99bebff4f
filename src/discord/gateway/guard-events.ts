import type { WebSocketManager } from '@discordjs/ws'
import type { Client } from 'discord.js'

/** Called with the name of an event whose handler threw. */
export type OnEventFault = (event: string, error: unknown) => void

/**
 * Catches errors of event handlers, discord.js's and ours, so that a bad event is skipped and the process goes on.
 * Also covers events that discord.js queues until it is ready and handles in a later turn of the event loop.
 */
export const guardEvents = (client: Pick<Client, 'ws'>, onEventFault: OnEventFault): void => {
  const handle: unknown = Reflect.get(client.ws, 'handlePacket')
  if (typeof handle !== 'function') return
  const guarded = (packet: unknown, shard: unknown): unknown => {
    try {
      return Reflect.apply(handle, client.ws, [packet, shard])
    } catch (error) {
      onEventFault(nameOf(packet), error)
      return true
    }
  }
  Object.assign(client.ws, { handlePacket: guarded })
}

/**
 * The same for listeners of the WebSocket manager: an error there would be an unhandled rejection and end the
 * process.
 */
export const guardManager = (manager: WebSocketManager, onEventFault: OnEventFault): void => {
  const emit: unknown = Reflect.get(manager, 'emit')
  if (typeof emit !== 'function') return
  const guarded = (event: string, ...details: readonly unknown[]): unknown => {
    try {
      return Reflect.apply(emit, manager, [event, ...details])
    } catch (error) {
      const [detail] = details
      const isDispatch = typeof detail === 'object' && detail !== null && 'data' in detail
      onEventFault(isDispatch ? nameOf(detail.data) : event, error)
      return true
    }
  }
  Object.assign(manager, { emit: guarded })
}

const nameOf = (packet: unknown): string =>
  typeof packet === 'object' && packet !== null && 't' in packet ? String(packet.t) : 'unknown'
