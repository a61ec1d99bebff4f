import type { Client } from 'discord.js'

/**
 * Makes an event on which discord.js or a listener of ours throws cost that event alone, also where discord.js held it back
 * until it was ready and handles it in a turn of its own, in which an error would end the process.
 */
export const guardEvents = (
  client: Pick<Client, 'ws'>,
  onEventFault: (event: string, error: unknown) => void,
): void => {
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

const nameOf = (packet: unknown): string =>
  typeof packet === 'object' && packet !== null && 't' in packet ? String(packet.t) : 'unknown'
