import { MessageFlags, type REST } from 'discord.js'
import { messageLimit } from '../../display/render.ts'
import { cut } from '../../markdown/cut.ts'
import type { DirectWord } from './direct-word.ts'
import { type MessageRequest, sendMessageRequest } from './message-request.ts'
import type { ReplyMessages } from './reply-messages.ts'
import { messageRoutes, postRoute, usableToken } from './target.ts'

/** What last words are said with. */
export type LastWordsContext = {
  readonly rest: Pick<REST, 'request'>
  readonly now: number
  readonly directWord?: DirectWord
}

/** Where the last words can be read. */
export type LastWords = 'on the message' | 'privately' | 'directly' | 'nowhere'

/** The cursor of a reply that grows, with the space before it. */
const cursor = /\s*▌/gu

/**
 * Ends a reply that cannot be shown as it is: its last message gets the text that was taken last with a word why, without
 * cursor and buttons; where that is refused the word alone; where no edit is possible, the asker is told privately or in a
 * direct message. Never throws.
 */
export const sayLastWords = async (
  messages: ReplyMessages,
  taken: string,
  { rest, now, directWord }: LastWordsContext,
): Promise<LastWords> => {
  const { id, strings } = messages.reader
  const word = strings.messages.cannotBeShown
  const send = (request: MessageRequest): Promise<boolean> =>
    sendMessageRequest(rest, { ...request, tries: 'retried' }).then(
      () => true,
      () => false,
    )
  const text = taken.replaceAll(cursor, '').trimEnd()
  const target = messages.target()
  const last = target.messageIds.length - 1
  const routes = last < 0 && !target.token ? [] : messageRoutes('PATCH', target, Math.max(0, last), now)
  for (const content of text === '' ? [`-# ${word}`] : [withWord(text, word), `-# ${word}`])
    for (const route of routes)
      if (await send({ route, json: { content, components: [], ...quiet } })) return 'on the message'
  if (usableToken(target, now)) {
    const json = { content: word, flags: MessageFlags.Ephemeral, ...quiet }
    if (await send({ route: postRoute(target, now), json })) return 'privately'
  }
  return id !== undefined && (await directWord?.(id, `${word} <#${target.channelId}>`))
    ? 'directly'
    : 'nowhere'
}

const quiet = { allowed_mentions: { parse: [], replied_user: false } }

const withWord = (text: string, word: string): string =>
  `${cut(text, messageLimit - word.length - 4)}\n-# ${word}`
