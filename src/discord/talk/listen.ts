import { type Client, GatewayDispatchEvents } from 'discord.js'
import { z } from 'zod'
import { openQueue } from '../../conversation/queue.ts'
import { deleted } from './deleted.ts'
import { edited } from './edited.ts'
import { readIncoming } from './incoming.ts'
import { said } from './said.ts'
import type { Talk } from './talk.ts'

const placeSchema = z.object({ channel_id: z.string() })
const goneSchema = z.object({ id: z.string() })
const allGoneSchema = z.object({ ids: z.array(z.string()) })

/**
 * Hears what people say, edit and delete. The gateway's own data is read, since discord.js passes on only what happens
 * to channels and messages it has in its cache: direct messages and threads that wake up are not. What happens in a
 * channel is taken in the order in which it did.
 */
export const listen = ({ ws }: Pick<Client, 'ws'>, talk: Talk): void => {
  const happened = openQueue()
  const hear = (event: GatewayDispatchEvents, act: (data: unknown) => Promise<void>): void => {
    const inOrder = async (data: unknown): Promise<void> =>
      happened.run(placeSchema.parse(data).channel_id, () => act(data))
    ws.on(event, (data: unknown) => void inOrder(data).catch(talk.onFault))
  }
  hear(GatewayDispatchEvents.MessageCreate, async (data) => {
    const message = readIncoming(data)
    if (message !== null) await said(message, talk)
  })
  hear(GatewayDispatchEvents.MessageUpdate, async (data) => {
    const message = readIncoming(data)
    if (message !== null) await edited(message, talk)
  })
  hear(GatewayDispatchEvents.MessageDelete, async (data) => {
    await deleted(goneSchema.parse(data).id, talk)
  })
  for (const event of [GatewayDispatchEvents.ChannelDelete, GatewayDispatchEvents.ThreadDelete] as const)
    ws.on(event, (data: unknown) => talk.answering.vanish({ place: goneSchema.parse(data).id }))
  hear(GatewayDispatchEvents.MessageDeleteBulk, async (data) => {
    for (const id of allGoneSchema.parse(data).ids) await deleted(id, talk)
  })
}
