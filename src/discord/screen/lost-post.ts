import type { REST } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { newest, type OwnMessage, readOwnMessages } from './own-messages.ts'
import type { Target } from './target.ts'

/**
 * Finds the message of a post whose response was lost. Posting again could leave two messages: follow-ups have no
 * nonce, and a nonce does not help where the bot may no longer post. Undefined if there is none or the channel may
 * not be read; rejects if it cannot be read just now.
 */
export const findLostPost = async (
  rest: Pick<REST, 'request'>,
  { channelId, messageIds, replyTo }: Target,
  pages: readonly Page[],
  selfId: string,
): Promise<string | undefined> => {
  const after = newest(messageIds) ?? replyTo
  const own = await readOwnMessages(rest, { channelId, after, selfId }).catch((error: unknown) => {
    // As long as the channel cannot be read, nothing is posted again.
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
