import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'

/** Says something to a person in a direct message; tells whether they were told. */
export type SendDirectMessage = (userId: string, content: string) => Promise<boolean>

/** For so long, in ms, nobody gets another one. */
const quietFor = 10 * 60_000

const channelSchema = z.object({ id: z.string() })

/** Direct messages for what can be said nowhere else: at most one in ten minutes to a person. */
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
