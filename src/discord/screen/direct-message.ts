import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'

/** Sends a direct message. Resolves with whether it was sent. */
export type SendDirectMessage = (userId: string, content: string) => Promise<boolean>

/** How long, in ms, until the same person gets another one. */
const quietFor = 10 * 60_000

const channelSchema = z.object({ id: z.string() })

/** Sends direct messages as a last resort: at most one in ten minutes per person. */
export const createSendDirectMessage = (
  rest: Pick<REST, 'post'>,
  clock: Pick<Clock, 'elapsed'>,
): SendDirectMessage => {
  const toldAt = new Map<string, number>()
  return async (userId, content) => {
    const now = clock.elapsed()
    for (const [id, at] of toldAt) if (now - at >= quietFor) toldAt.delete(id)
    if (toldAt.has(userId)) return false
    toldAt.set(userId, now)
    try {
      const channel = await rest.post(Routes.userChannels(), { body: { recipient_id: userId } })
      const route = Routes.channelMessages(channelSchema.parse(channel).id)
      await rest.post(route, { body: { content, allowed_mentions: { parse: [] } } })
      return true
    } catch {
      return false
    }
  }
}
