import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import { requestFailure } from './request-failure.ts'

/** How many messages after the last known one are looked at: Discord gives at most 100 at once. */
const reach = 100

const messages = z.array(
  z.object({
    id: z.string(),
    components: z.array(z.object({ components: z.array(z.object({ custom_id: z.string().optional() })) })),
  }),
)

/**
 * Messages of ours after `after` that carry a control about one of these turns, oldest first: posted by a process that was killed
 * before it could write them down. Empty where the channel cannot be read.
 */
export const findOrphans = async (
  rest: Pick<REST, 'get'>,
  channelId: string,
  after: string,
  turnIds: readonly string[],
): Promise<readonly string[]> => {
  try {
    const query = new URLSearchParams({ after, limit: String(reach) })
    const found = messages.parse(await rest.get(Routes.channelMessages(channelId), { query }))
    return found
      .filter(({ components }) => turnIds.some((id) => JSON.stringify(components).includes(`:${id}"`)))
      .map(({ id }) => id)
      .sort((a, b) => Number(BigInt(a) - BigInt(b)))
  } catch (error) {
    if (requestFailure(error) === 'refused') throw error
    return []
  }
}
