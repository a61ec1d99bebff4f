import { type Client, GatewayDispatchEvents } from 'discord.js'
import { z } from 'zod'
import { openQueue } from '../../replies/queue.ts'
import { readIncomingMessage } from './incoming-message.ts'
import type { MessageContext } from './message-context.ts'
import { onMessageCreate } from './on-message-create.ts'
import { onMessageDelete } from './on-message-delete.ts'
import { onMessageUpdate } from './on-message-update.ts'

const placeSchema = z.object({ channel_id: z.string() })
const goneSchema = z.object({ id: z.string() })
const allGoneSchema = z.object({ ids: z.array(z.string()) })

/**
 * Listens for messages that people write, edit and delete. Reads the gateway's raw events, because discord.js drops
 * those of channels and messages that are not in its cache, such as direct messages and unarchived threads. Handles
 * the events of a channel in their order.
 */
export const listenForMessages = ({ ws }: Pick<Client, 'ws'>, context: MessageContext): void => {
  const happened = openQueue()
  const hear = (event: GatewayDispatchEvents, act: (data: unknown) => Promise<void>): void => {
    const inOrder = async (data: unknown): Promise<void> =>
      happened.run(placeSchema.parse(data).channel_id, () => act(data))
    ws.on(event, (data: unknown) => void inOrder(data).catch(context.onFault))
  }
  hear(GatewayDispatchEvents.MessageCreate, async (data) => {
    const message = readIncomingMessage(data, context.proxies)
    if (message === null) return
    const known = message.proxiedBy === undefined ? message : context.holdForProxy.copied(message)
    // Messages that are not held are asked here, in the order of the channel.
    let asked: Promise<void> | undefined
    context.holdForProxy.hold(known, (held) => {
      asked = onMessageCreate(held, context)
      void asked.catch(context.onFault)
    })
    await asked?.catch(() => undefined)
  })
  hear(GatewayDispatchEvents.MessageUpdate, async (data) => {
    const message = readIncomingMessage(data, context.proxies)
    if (message !== null && !context.holdForProxy.edited(message)) await onMessageUpdate(message, context)
  })
  hear(GatewayDispatchEvents.MessageDelete, async (data) => {
    const { id } = goneSchema.parse(data)
    context.holdForProxy.deleted(id)
    await onMessageDelete(id, context)
  })
  for (const event of [GatewayDispatchEvents.ChannelDelete, GatewayDispatchEvents.ThreadDelete] as const)
    ws.on(event, (data: unknown) => {
      const { id } = goneSchema.parse(data)
      context.replies.cancel('deleted', { place: id })
      context.store.deleteSettings({ type: 'channel', id }).catch(context.onFault)
    })
  hear(GatewayDispatchEvents.MessageDeleteBulk, async (data) => {
    for (const id of allGoneSchema.parse(data).ids) await onMessageDelete(id, context)
  })
}
