import { MessageFlags, type REST } from 'discord.js'
import type { Clock } from '../../clock.ts'
import { delay } from '../../delay.ts'
import { messageLimit } from '../../display/render.ts'
import { cut } from '../../markdown/cut.ts'
import { retry } from '../../retry.ts'
import type { SendDirectMessage } from './direct-message.ts'
import { sendMessageRequest } from './message-request.ts'
import type { ReplyMessages } from './reply-messages.ts'
import { messageRoutes, postRoute, usableToken } from './target.ts'

/** What a final notice needs. */
export type FinalNoticeContext = {
  readonly rest: Pick<REST, 'request'>
  readonly clock: Clock
  readonly signal?: AbortSignal
  readonly sendDirectMessage?: SendDirectMessage
}

/** Where the final notice can be read. */
export type FinalNoticePlace = 'on the message' | 'privately' | 'directly' | 'nowhere'

/** The cursor of a reply that grows, with the space before it. */
const cursor = /\s*▌/gu

/** The retries of the edit in the background, in ms. */
const later = { first: 30_000, longest: 10 * 60_000, within: 2 * 60 * 60_000 }

/**
 * Ends a reply that cannot be shown completely: the last message gets the text that Discord last accepted and a
 * notice, without cursor and buttons, or the notice alone if that is refused. If nothing can be edited, tells the
 * asker privately or in a direct message, and retries the edit for two hours in the background. Never rejects.
 */
export const postFinalNotice = async (
  messages: ReplyMessages,
  taken: string,
  context: FinalNoticeContext,
): Promise<FinalNoticePlace> => {
  const { target, reader } = messages
  const word = reader.strings.messages.cannotBeShown
  if (await editLast(messages, taken, word, context)) return 'on the message'
  if (target().messageIds.length > 0) editLater(messages, taken, word, context)
  if (usableToken(target(), context.clock.now())) {
    const route = postRoute(target(), context.clock.now())
    if (await isSent(context.rest, route, { content: word, flags: MessageFlags.Ephemeral }))
      return 'privately'
  }
  const { sendDirectMessage } = context
  const isTold =
    reader.id !== undefined &&
    (await sendDirectMessage?.(reader.id, `${word} <#${target().channelId}>`)) === true
  return isTold ? 'directly' : 'nowhere'
}

/** Edits the last message through any route. Returns whether Discord accepted it. */
const editLast = async (
  { target }: ReplyMessages,
  taken: string,
  word: string,
  { rest, clock }: FinalNoticeContext,
): Promise<boolean> => {
  const last = target().messageIds.length - 1
  if (last < 0 && !usableToken(target(), clock.now())) return false
  const text = taken.replaceAll(cursor, '').trimEnd()
  const contents = [...(text === '' ? [] : [withWord(text, word)]), `-# ${word}`]
  for (const content of contents)
    for (const route of messageRoutes('PATCH', target(), Math.max(0, last), clock.now()))
      if (await isSent(rest, route, { content, components: [] })) return true
  return false
}

const editLater = (
  messages: ReplyMessages,
  taken: string,
  word: string,
  context: FinalNoticeContext,
): void => {
  const edit = async (): Promise<void> => {
    if (!(await editLast(messages, taken, word, context))) throw new Error('the message cannot be changed')
  }
  delay(later.first, context)
    .then(() => retry(edit, { ...later, clock: context.clock, signal: context.signal, again: () => true }))
    // After two hours, or when the process ends, it stays as it is.
    .catch(() => undefined)
}

const isSent = (
  rest: Pick<REST, 'request'>,
  route: Parameters<typeof sendMessageRequest>[1]['route'],
  json: object,
): Promise<boolean> => {
  const quiet = { allowed_mentions: { parse: [], replied_user: false } }
  return sendMessageRequest(rest, { route, json: { ...json, ...quiet }, tries: 'retried' }).then(
    () => true,
    () => false,
  )
}

const withWord = (text: string, word: string): string =>
  `${cut(text, messageLimit - word.length - 4)}\n-# ${word}`
