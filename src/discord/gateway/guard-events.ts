import type { WebSocketManager } from '@discordjs/ws'
import type { Client } from 'discord.js'

/** Told of an event whose handling threw, by its name. */
export type OnEventFault = (event: string, error: unknown) => void

/**
 * Makes an event on which discord.js or a listener of ours throws cost that event alone, also where discord.js held it back
 * until it was ready and handles it in a turn of its own, in which an error would end the process.
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

/** The same for all that listens to the gateway itself: an error there would end the process as an unhandled rejection. */
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
