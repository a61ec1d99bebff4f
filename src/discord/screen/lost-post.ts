import type { REST } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { newest, type OwnMessage, readOwnMessages } from './own-messages.ts'
import type { Target } from './target.ts'

/**
 * The message that a post of one of these pages made although its response was lost. A follow-up to an interaction takes no
 * nonce, so posting it again would leave two; and where nothing may be posted any more, no nonce tells. Undefined where
 * there is none, or where the channel may not be read; rejects where it cannot be read just now.
 */
export const findLostPost = async (
  rest: Pick<REST, 'request'>,
  { channelId, messageIds, replyTo }: Target,
  pages: readonly Page[],
  selfId: string,
): Promise<string | undefined> => {
  const after = newest(messageIds) ?? replyTo
  const own = await readOwnMessages(rest, { channelId, after, selfId }).catch((error: unknown) => {
    // Not knowing is no reason to post it again: it is looked for until there is an answer.
    if (requestFailure(error) === 'again') throw error
    return []
  })
  return own.find((message) => !messageIds.includes(message.id) && pages.some((page) => isOf(page, message)))
    ?.id
}

/** Many replies begin with the same words; their buttons tell them apart. */
const isOf = ({ content, controls }: Page, found: OwnMessage): boolean =>
  controls.length === 0
    ? found.content.trim() === content.trim()
    : controls.some(({ action, id }) => found.components.includes(`"${action}:${id}"`))
