import { type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'
import type { Page } from '../reply/page.ts'
import { requestFailure } from './request-failure.ts'

const messages = z.array(z.object({ id: z.string(), content: z.string(), components: z.unknown() }))

/**
 * The message that a post made although its answer was lost: a follow-up to an interaction takes no nonce, so posting
 * it again would leave two. Undefined where there is none, or where the channel may not be read; throws where it cannot be
 * read just now.
 */
export const findLostPost = async (
  rest: Pick<REST, 'request'>,
  channelId: string,
  known: readonly string[],
  page: Page,
): Promise<string | undefined> => {
  const [last] = known.toSorted((a, b) => Number(BigInt(b) - BigInt(a)))
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
    .find(({ id, content, components }) => !known.includes(id) && isOf(page, content, components))?.id
}

const isOf = (page: Page, content: string, components: unknown): boolean => {
  const inside = JSON.stringify(components)
  return content.trim() === page.content.trim() || page.controls.some(({ id }) => inside.includes(`:${id}"`))
}
