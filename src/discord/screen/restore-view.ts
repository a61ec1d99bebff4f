import type { REST } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { Failed } from '../../conversation/failure.ts'
import type { ShownMessage, Store } from '../../conversation/store.ts'
import type { Page } from '../../display/page.ts'
import type { RestoreTarget, RestoreView } from '../../replies/recover.ts'
import type { View } from '../../replies/view.ts'
import { retry } from '../../retry.ts'
import { requestFailure } from '../rest/request-failure.ts'
import { discordPlace } from './discord-place.ts'
import { findOrphans, type OrphanSearch } from './orphans.ts'
import { interactionOnlyView, type ReplyScreens } from './reply-screens.ts'

/** Placeholder for a page of which nobody knows what it shows: it is always edited. */
const unknownPage: Page = { content: '', controls: [] }

/** Discord's epoch: a snowflake holds the ms since then in its upper bits. */
const discordEpoch = 1_420_070_400_000

/** How wrong the host's clock may be, in ms. A message id has Discord's time. */
const tolerance = 25 * 60_000

/** What restoring views needs. */
export type RestoreContext = {
  readonly screens: Pick<ReplyScreens, 'inChannel' | 'onMessages'>
  readonly store: Pick<Store, 'shown'>
  readonly rest: Pick<REST, 'request'>
  /** Whether the bot itself is in a channel. */
  readonly reaches: (channelId: string) => Promise<boolean>
  /** Learns of a channel's server, where the session does not tell of it by itself. Never rejects. */
  readonly learn: (channelId: string) => Promise<void>
  readonly selfId: () => string
  readonly clock: Clock
  /** Ends every wait for Discord. */
  readonly signal: AbortSignal
}

/** Creates views on the messages of an earlier process. */
export const createRestoreView = (context: RestoreContext): RestoreView => ({
  has: (place) => discordPlace(place) !== undefined,
  learn: async (place) => {
    const found = discordPlace(place)
    if (found?.isPrivate === false) await context.learn(found.channelId)
  },
  of: async (sought) => {
    const place = discordPlace(sought.place)
    if (place === undefined) throw new Failed({ kind: 'screen-gone' })
    const turnIds = sought.answerId === undefined ? [sought.questionId] : [sought.answerId, sought.questionId]
    const recorded = await messagesOf(turnIds, context.store)
    return place.isPrivate
      ? privateView(recorded, sought, context)
      : channelView(place.channelId, recorded, turnIds, sought, context)
  },
})

/** A private conversation: the bot can neither read nor post there, so only messages with a valid token are left. */
const privateView = (
  recorded: readonly ShownMessage[],
  { pages }: RestoreTarget,
  { screens, clock }: RestoreContext,
): View => {
  const original = recorded.findIndex(({ token }) => token !== undefined && token.endsAt > clock.now())
  const { token } = recorded[original] ?? {}
  if (token === undefined) throw new Failed({ kind: 'screen-gone' })
  const view = screens.onMessages(recorded, knownPages(recorded, pages, original))
  return interactionOnlyView(view, token, original)
}

const channelView = async (
  channelId: string,
  recorded: readonly ShownMessage[],
  turnIds: readonly string[],
  { questionId, since, pages }: RestoreTarget,
  context: RestoreContext,
): Promise<View> => {
  const { screens } = context
  const last = recorded.at(-1)
  const where = last?.channelId ?? channelId
  const after = last?.messageId ?? snowflakeAt(since - tolerance)
  const selfId = context.selfId()
  const found = await readable({ channelId: where, after, selfId, turnIds, pages }, context)
  const messages = [...recorded, ...found.map((id, index) => orphan(id, channelId, questionId, last, index))]
  if (messages.length === 0) return screens.inChannel(channelId)
  const original = messages.findIndex(({ token }) => token !== undefined)
  const { token } = messages[original] ?? {}
  const isBroughtAlong = token !== undefined && !(await reaches(where, context))
  const view = screens.onMessages(messages, knownPages(messages, pages, isBroughtAlong ? original : 0))
  return isBroughtAlong ? interactionOnlyView(view, token, original) : view
}

/**
 * Whether the bot itself is in the channel, as soon as Discord tells. If it does not tell for minutes, yes: a request that is
 * refused does no harm.
 */
const reaches = (channelId: string, context: RestoreContext): Promise<boolean> =>
  whenDiscordAnswers(() => context.reaches(channelId), true, context)

/** The unrecorded messages, once the channel can be read. None if it may not be read, or not for five minutes. */
const readable = (search: OrphanSearch, context: RestoreContext): Promise<readonly string[]> =>
  whenDiscordAnswers(() => findOrphans(context.rest, search), [], context)

/** Asks Discord for at most five minutes; `otherwise` where it refuses, or does not answer. */
const whenDiscordAnswers = async <T>(
  ask: () => Promise<T>,
  otherwise: T,
  { clock, signal }: RestoreContext,
): Promise<T> => {
  try {
    return await retry(ask, {
      ...{ clock, signal, first: 1_000, longest: 30_000, within: 5 * 60_000 },
      again: (error) => requestFailure(error) === 'again',
    })
  } catch (error) {
    if (requestFailure(error) === 'bug') throw error
    return otherwise
  }
}

/**
 * Which messages already show the right page: only those that can no longer be edited. The others may show a page of
 * an earlier answer that was being replaced, so they are edited.
 */
const knownPages = (
  messages: readonly unknown[],
  pages: readonly Page[],
  unchangeable: number,
): readonly Page[] =>
  messages.map((_, index) => (index < unchangeable ? pages[index] : undefined) ?? unknownPage)

const snowflakeAt = (ms: number): string => String(BigInt(Math.max(0, ms - discordEpoch)) << 22n)

const orphan = (
  messageId: string,
  channelId: string,
  turnId: string,
  last: ShownMessage | undefined,
  index: number,
): ShownMessage => ({
  ...(last ?? { channelId, turnId }),
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
