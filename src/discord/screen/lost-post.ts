import { type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import type { Target } from './target.ts'

const messages = z.array(z.object({ id: z.string(), content: z.string(), components: z.unknown() }))

/**
 * The message that a post of one of these pages made although its answer was lost. A follow-up to an interaction takes no nonce, so posting it
 * again would leave two; and where nothing may be posted any more, no nonce tells. Undefined where there is none, or where
 * the channel may not be read; throws where it cannot be read just now.
 */
export const findLostPost = async (
  rest: Pick<REST, 'request'>,
  { channelId, messageIds, replyTo }: Target,
  pages: readonly Page[],
): Promise<string | undefined> => {
  const [last = replyTo] = messageIds.toSorted((a, b) => Number(BigInt(b) - BigInt(a)))
  const query = new URLSearchParams({ limit: '100', ...(last && { after: last }) })
  const read = { method: RequestMethod.Get, fullRoute: Routes.channelMessages(channelId), query }
  const found = await rest.request(read).catch((error: unknown) => {
    // Not knowing is no reason to post it again: it is looked for until there is an answer.
    if (requestFailure(error) === 'again') throw error
    return []
  })
  return messages
    .catch([])
    .parse(found)
    .find(
      ({ id, content, components }) =>
        !messageIds.includes(id) && pages.some((page) => isOf(page, content, components)),
    )?.id
}

/** Many replies begin with the same words; their buttons tell them apart. */
const isOf = ({ content, controls }: Page, found: string, components: unknown): boolean => {
  const inside = JSON.stringify(components)
  return controls.length === 0
    ? found.trim() === content.trim()
    : controls.some(({ action, id }) => inside.includes(`"${action}:${id}"`))
}
