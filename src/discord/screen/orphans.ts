import { type REST, Routes } from 'discord.js'
import { z } from 'zod'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'

/** How many messages after the last known one are looked at: Discord gives at most 100 at once. */
const reach = 100

const messages = z.array(
  z.object({
    id: z.string(),
    content: z.string().default(''),
    components: z.array(z.object({ components: z.array(z.object({ custom_id: z.string().optional() })) })),
  }),
)

/**
 * Messages of ours after `after` that carry a control about one of these turns, or are one of its sealed pages, which carry
 * none; oldest first: posted by a process that was killed before it could write them down. Empty where the channel cannot be
 * read.
 */
export const findOrphans = async (
  rest: Pick<REST, 'get'>,
  channelId: string,
  after: string,
  turnIds: readonly string[],
  pages: readonly Page[],
): Promise<readonly string[]> => {
  const sealed = new Set(pages.slice(0, -1).map(({ content }) => content.trim()))
  try {
    const query = new URLSearchParams({ after, limit: String(reach) })
    const found = messages.parse(await rest.get(Routes.channelMessages(channelId), { query }))
    return found
      .filter(
        ({ content, components }) =>
          turnIds.some((id) => JSON.stringify(components).includes(`:${id}"`)) || sealed.has(content.trim()),
      )
      .map(({ id }) => id)
      .sort((a, b) => Number(BigInt(a) - BigInt(b)))
  } catch (error) {
    if (requestFailure(error) === 'gone') return []
    throw error
  }
}
