import type { REST } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { readOwnMessages } from './own-messages.ts'

/** What to look for in a channel. */
export type OrphanSearch = {
  readonly channelId: string
  /** The id after which the messages were posted. */
  readonly after: string
  readonly selfId: string
  /** The turns that a control of theirs may be about. */
  readonly turnIds: readonly string[]
  readonly pages: readonly Page[]
}

/** How many hundreds of messages are searched: a killed process is usually restarted within minutes. */
const mostPages = 5

/**
 * Finds the messages that a killed process posted but did not record, oldest first: messages with a button for one of
 * the turns, and messages that show one of the sealed pages, which have no buttons. Rejects if the channel cannot be
 * read.
 */
export const findOrphans = async (
  rest: Pick<REST, 'request'>,
  { turnIds, pages, ...where }: OrphanSearch,
): Promise<readonly string[]> => {
  const sealed = new Set(pages.slice(0, -1).map(({ content }) => content.trim()))
  const own = await readOwnMessages(rest, { ...where, mostPages })
  return own
    .filter(
      ({ content, components }) =>
        turnIds.some((id) => components.includes(`:${id}"`)) || sealed.has(content.trim()),
    )
    .map(({ id }) => id)
}
