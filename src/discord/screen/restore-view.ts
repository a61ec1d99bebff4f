import type { REST } from 'discord.js'
import type { ShownMessage, Store } from '../../conversation/store.ts'
import type { Page } from '../../display/page.ts'
import type { RestoreView } from '../../replies/recover.ts'
import { findOrphans } from './orphans.ts'
import { byTokenAlone, type ReplyScreens } from './reply-screens.ts'

/** Pages of which nothing is known are edited whatever they show. */
const unknownPage: Page = { content: '', controls: [] }

/** Discord's epoch: a snowflake holds the ms since then in its upper bits. */
const discordEpoch = 1_420_070_400_000

/** Clocks differ: a message may seem older than the question that it answers. */
const tolerance = 60_000

/** The views on what an earlier process has shown: all pages but the last were sealed before the next began. */
export const createRestoreView = (
  screens: ReplyScreens,
  store: Pick<Store, 'shown'>,
  rest: Pick<REST, 'get'>,
  reaches: (channelId: string) => Promise<boolean>,
): RestoreView => ({
  has: isChannel,
  of: async ({ place, questionId, answerId, since, pages }) => {
    const turnIds = answerId === undefined ? [questionId] : [answerId, questionId]
    const recorded = await messagesOf(turnIds, store)
    const last = recorded.at(-1)
    const after = last?.messageId ?? snowflakeAt(since - tolerance)
    const found = await findOrphans(rest, last?.channelId ?? place, after, turnIds, pages)
    const messages = [...recorded, ...found.map((id, index) => orphan(id, place, questionId, last, index))]
    if (messages.length === 0) return screens.inChannel(place)
    const known = messages.map((_, index) => wasSealed(index, messages, pages))
    const view = screens.onMessages(messages, known)
    const original = messages.findIndex(({ token }) => token !== undefined)
    const { token, channelId = place } = messages[original] ?? {}
    return token && !(await reaches(channelId)) ? byTokenAlone(view, token, original) : view
  },
})

/**
 * A page that is followed by another one was sealed, and is what it was. Where less was stored than was shown, a page
 * that was sealed then is not now: nothing is known of it.
 */
const wasSealed = (index: number, messages: readonly unknown[], pages: readonly Page[]): Page =>
  (index < Math.min(messages.length, pages.length) - 1 ? pages[index] : undefined) ?? unknownPage

/** A conversation in a terminal has a name instead of a channel's id. */
const isChannel = (place: string): boolean => /^\d{17,20}$/.test(place)

const snowflakeAt = (ms: number): string => String(BigInt(Math.max(0, ms - discordEpoch)) << 22n)

const orphan = (
  messageId: string,
  place: string,
  turnId: string,
  last: ShownMessage | undefined,
  index: number,
): ShownMessage => ({
  ...(last ?? { channelId: place, turnId }),
  messageId,
  page: (last?.page ?? -1) + 1 + index,
})

/** The messages of an answer; some may still stand for its question, if the process died in between. */
const messagesOf = async (
  turnIds: readonly string[],
  store: Pick<Store, 'shown'>,
): Promise<readonly ShownMessage[]> => {
  const all: ShownMessage[] = []
  for (const turnId of turnIds) all.push(...(await store.shown(turnId)))
  return all.sort((a, b) => a.page - b.page)
}
