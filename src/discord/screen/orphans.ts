import type { REST } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { readOwnMessages } from './own-messages.ts'

/** What is looked for in a channel. */
export type OrphanSearch = {
  readonly channelId: string
  /** The id after which the messages were posted. */
  readonly after: string
  readonly selfId: string
  /** The turns that a control of theirs may be about. */
  readonly turnIds: readonly string[]
  readonly pages: readonly Page[]
}

/** So many times a hundred messages are looked at: a killed process is started again within minutes. */
const mostPages = 5

/**
 * The ids of messages of ours that a killed process had posted but not recorded, oldest first: those with a control about
 * one of the turns, and those that show one of the sealed pages, which have no control. Rejects when the channel cannot
 * be read.
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
