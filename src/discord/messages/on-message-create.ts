import { SnowflakeUtil } from 'discord.js'
import type { NewQuestion } from '../../conversation/store.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'
import type { NewFile, Quote } from '../../conversation/turn.ts'
import { messageLimit } from '../../display/render.ts'
import { stringsForMessage } from '../../i18n/languages.ts'
import type { Strings } from '../../i18n/strings.ts'
import { cut } from '../../markdown/cut.ts'
import type { AskRequest } from '../../replies/arrivals.ts'
import { describeRefusedFiles, type RefusedFile } from '../attachments/refused-files.ts'
import { cleanContent, isAddressed } from './clean-content.ts'
import type { IncomingMessage, MessageAttachment, Referenced } from './incoming-message.ts'
import type { MessageContext } from './message-context.ts'
import { nameMentions } from './name-mentions.ts'

/**
 * Handles a new message. In direct messages and in the bot's threads every message is a question; elsewhere only one
 * that mentions the bot or replies to it. Resolves once the question is queued.
 */
export const onMessageCreate = async (received: IncomingMessage, context: MessageContext): Promise<void> => {
  const message = await withReference(received, context)
  const addressed = isAddressed(message, context.self(message.guildId))
  const isDirect = message.guildId === undefined
  if (!addressed && !isDirect && !(await context.places.isOwnThread(message.channelId))) return
  const strings = wordsFor(message, context)
  const may = isDirect ? { write: true, reply: false } : await mayAnswer(message, context)
  if (!may.write) return context.permissionNotice(message, strings)
  const refused = await refusedTo(message, strings, context)
  if (refused) return
  const question = await questionOf(message, context)
  const attached = attachedTo(message, question)
  if (isEmpty(question) && attached.length === 0) return hint(message, context)
  const view = context.screens.inChannel(message.channelId, may.reply ? message.id : undefined, {
    id: message.author.id,
    isInServer: !isDirect,
    strings,
  })
  const fetchFiles = () => filesFor(question, message, context)
  await new Promise<void>((resolve) => {
    const request: AskRequest = {
      ...{ question, strings, view, joins: true, onQueued: resolve },
      ...(attached.length > 0 && { fetchFiles }),
    }
    context.replies.ask(request).catch(context.onFault)
  })
}

/** What the bot may do where a message was written, at the moment that its id tells. */
const mayAnswer = ({ channelId, id }: IncomingMessage, { places }: MessageContext) =>
  places.mayHere(channelId, SnowflakeUtil.timestampFrom(id))

/**
 * Whether the author may not ask here; they are told why, once in ten minutes for a channel. While the store cannot be
 * read, nobody is refused here: the question cannot be stored either, and that is said in its own words.
 */
const refusedTo = async (
  message: IncomingMessage,
  strings: Strings,
  { refuseAccess, tell }: MessageContext,
): Promise<boolean> => {
  const { channelId, guildId, author, asker } = message
  const isDirect = guildId === undefined
  const refused = await refuseAccess({ place: channelId, guildId, isDirect, asker }, strings).catch(
    (error: unknown) => {
      if (error instanceof StoreFailed) return undefined
      throw error
    },
  )
  if (refused === undefined) return false
  const content = isDirect ? refused : `<#${channelId}>: ${refused}`
  await tell(message, { about: `access ${author.id} ${channelId}`, content, emoji: '🚫' })
  return true
}

/**
 * The message with what it replies to. Discord leaves that out at times: then it is read from the channel, unless the message
 * cannot be meant for the bot.
 */
const withReference = async (message: IncomingMessage, context: MessageContext): Promise<IncomingMessage> => {
  const { repliesToId, channelId, guildId } = message
  if (repliesToId === undefined) return message
  const isMeant =
    guildId === undefined ||
    isAddressed(message, context.self(guildId)) ||
    (await context.store.shownBy(repliesToId)) !== null ||
    (await context.places.isOwnThread(channelId))
  const repliesTo = isMeant ? await context.places.messageIn(channelId, repliesToId) : undefined
  return repliesTo === undefined ? message : { ...message, repliesTo }
}

const isEmpty = ({ text, quote }: NewQuestion): boolean => !hasWords(text) && quote === undefined

/** Whether there is anything to see: a text may be nothing but characters without a shape. */
const hasWords = (text: string): boolean => /[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(text)

/** The question of a message, without its files. */
const questionOf = async (message: IncomingMessage, context: MessageContext): Promise<NewQuestion> => {
  const { channelId, author, id } = message
  const parentId = await parentOf(message, context)
  const quote = parentId === undefined ? await quoteOf(message, context) : undefined
  return {
    place: channelId,
    speaker: author,
    text: textOf(message, context),
    files: [],
    locale: wordsFor(message, context).locale,
    origin: id,
    ...(quote && { quote }),
    ...(parentId !== undefined && { parentId }),
  }
}

/** The text of a message with its poll. Stickers are named beside it; alone they say nothing that can be answered. */
const textOf = (message: IncomingMessage, { self, places }: MessageContext): string => {
  const { guildId, poll, stickers } = message
  const said = [cleanContent(message, self(guildId), places.names(guildId)), poll].filter(
    (part) => part !== '',
  )
  return said.length === 0 ? '' : [...said, stickers].filter((part) => part !== '').join('\n')
}

const attachedTo = (message: IncomingMessage, { quote }: NewQuestion): readonly MessageAttachment[] => [
  ...message.attachments,
  ...(message.forwarded?.attachments ?? []),
  ...(quote ? (message.repliesTo?.attachments ?? []) : []),
]

/** The files of a message; null if it has no text and none of its files can be read. */
const filesFor = async (
  question: NewQuestion,
  message: IncomingMessage,
  context: MessageContext,
): Promise<readonly NewFile[] | null> => {
  const { files, refused } = await context.readAttachments(
    attachedTo(message, question),
    wordsFor(message, context).locale,
  )
  if (refused.length > 0) await tellRefused(message, refused, context)
  return isEmpty(question) && files.length === 0 ? null : files
}

/** The answer that a message follows if it replies to one of ours; undefined to continue the conversation. */
const parentOf = async (
  { repliesTo, channelId, guildId }: IncomingMessage,
  context: MessageContext,
): Promise<string | undefined> => {
  if (repliesTo?.author.id !== context.self(guildId).id) return undefined
  const shown = await context.store.shownBy(repliesTo.id)
  // Only in the same channel: other people may read this one. A thread's first message is in its parent channel.
  return shown?.channelId === channelId ? shown.turnId : undefined
}

/**
 * The quoted message of a question: a forwarded message, or the message it replies to. One of our own messages is
 * quoted only if the store does not know it (a new database, or retention has deleted it) and it was not deleted with
 * /forget.
 */
const quoteOf = async (message: IncomingMessage, context: MessageContext): Promise<Quote | undefined> => {
  const { repliesTo, forwarded, channelId, guildId } = message
  const names = context.places.names(guildId)
  const named = ({ content, mentions }: Pick<Referenced, 'content' | 'mentions'>): string =>
    nameMentions(content, {
      ...names,
      user: (id) => mentions.find((mentioned) => mentioned.id === id)?.name ?? names.user(id),
    })
  const where = context.places.nameOf(channelId)
  const isAsked = hasWords(textOf(message, context)) || message.attachments.length > 0
  const textIn = (said: Pick<Referenced, 'content' | 'mentions' | 'attachments'>): string | undefined =>
    hasWords(said.content) || said.attachments.length > 0 ? named(said) : isAsked ? unreadable : undefined
  if (forwarded !== undefined) {
    const text = textIn(forwarded)
    return text === undefined ? undefined : { author: 'unknown (forwarded)', where: '', text }
  }
  if (repliesTo === undefined) return undefined
  const { author, id } = repliesTo
  const isOwn = author.id === context.self(guildId).id
  if (isOwn && (await isKnownOrForgotten(id, channelId, context))) return undefined
  const text = textIn(repliesTo)
  return text === undefined ? undefined : { author: author.name, authorId: author.id, where, text }
}

/** What Claude is told of a message of which it gets nothing, such as an event of a server or an invitation to a game. */
const unreadable = '[Nothing in this message can be read]'

const isKnownOrForgotten = async (
  messageId: string,
  place: string,
  { store, forgottenAt }: MessageContext,
): Promise<boolean> =>
  (await store.shownBy(messageId)) !== null ||
  SnowflakeUtil.timestampFrom(messageId) <= (await forgottenAt(place))

const wordsFor = (message: IncomingMessage, { places }: MessageContext) =>
  stringsForMessage(message.content, message.guildId && places.localeOf(message.guildId))

/** Says which files were refused. The question goes on with the others. */
const tellRefused = (
  message: IncomingMessage,
  refused: readonly RefusedFile[],
  context: MessageContext,
): Promise<void> =>
  context
    .post({
      channelId: message.channelId,
      content: cut(describeRefusedFiles(refused, wordsFor(message, context)), messageLimit),
      replyTo: message.id,
      key: `file${message.id}`,
    })
    .catch(context.onFault)

/** Explains how to ask, after a mention without a question or with nothing readable. */
const hint = async (message: IncomingMessage, context: MessageContext): Promise<void> => {
  const strings = wordsFor(message, context)
  const { called, unreadable, nothingReadable } = strings.messages
  const isMention = isAddressed({ ...message, content: '' }, context.self(message.guildId))
  const isWithheld = message.content === '' && !context.messageContent && message.guildId !== undefined
  const words = isWithheld ? unreadable : isMention && message.stickers === '' ? called : nothingReadable
  await context.post({
    channelId: message.channelId,
    content: `-# ${words}`,
    replyTo: message.id,
    key: `hint${message.id}`,
  })
}
