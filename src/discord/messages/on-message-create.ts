import type { NewQuestion } from '../../conversation/store.ts'
import type { NewFile, Quote } from '../../conversation/turn.ts'
import { messageLimit } from '../../display/render.ts'
import { stringsForMessage } from '../../i18n/languages.ts'
import { cut } from '../../markdown/cut.ts'
import { type RefusedFile, refusedWords } from '../attachments/refused-files.ts'
import { cleanContent, isAddressed } from './clean-content.ts'
import type { Attached, IncomingMessage } from './incoming-message.ts'
import type { MessageContext } from './message-context.ts'

/**
 * A person has said something. In direct messages and in threads that the bot opened everything is a turn; elsewhere
 * what mentions the bot or replies to it. Resolves when the question has got in line.
 */
export const onMessageCreate = async (message: IncomingMessage, context: MessageContext): Promise<void> => {
  const addressed = isAddressed(message, context.self(message.guildId))
  const isDirect = message.guildId === undefined
  if (!addressed && !isDirect && !(await context.places.isOwnThread(message.channelId))) return
  const strings = wordsFor(message, context)
  const may = isDirect ? { write: true, reply: false } : await context.places.mayHere(message.channelId)
  if (!may.write) return context.permissionNotice(message, strings)
  const attached = attachedTo(message, context)
  const question = await questionOf(message, context)
  if (isEmpty(question) && attached.length === 0) {
    if (addressed) await hint(message, context)
    return
  }
  const view = context.screens.inChannel(message.channelId, may.reply ? message.id : undefined, {
    id: message.author.id,
    strings,
  })
  const bring = () => filesFor(question, message, context)
  await new Promise<void>((inLine) => {
    const asking = { question, strings, view, joins: true, inLine, ...(attached.length > 0 && { bring }) }
    context.replies.ask(asking).catch(context.onFault)
  })
}

const isEmpty = ({ text, quote }: NewQuestion): boolean => text === '' && quote === undefined

/** What a message asks, its files aside. */
const questionOf = async (message: IncomingMessage, context: MessageContext): Promise<NewQuestion> => {
  const { channelId, author, id } = message
  const quote = quoteOf(message, context)
  const parentId = await parentOf(message, context)
  return {
    place: channelId,
    speaker: author,
    text: cleanContent(message, context.self(message.guildId)),
    files: [],
    locale: wordsFor(message, context).locale,
    origin: id,
    ...(quote && { quote }),
    ...(parentId !== undefined && { parentId }),
  }
}

const attachedTo = (message: IncomingMessage, context: MessageContext): readonly Attached[] => [
  ...message.attachments,
  ...(quoteOf(message, context) ? (message.repliesTo?.attachments ?? []) : []),
]

/** The files that a message gives; null where it says nothing beside those that cannot be read. */
const filesFor = async (
  question: NewQuestion,
  message: IncomingMessage,
  context: MessageContext,
): Promise<readonly NewFile[] | null> => {
  const { files, refused } = await context.readAttachments(
    attachedTo(message, context),
    wordsFor(message, context).locale,
  )
  if (refused.length > 0) await tellRefused(message, refused, context)
  return isEmpty(question) && files.length === 0 ? null : files
}

/** The answer that a reply to one of our messages follows; undefined where the conversation just goes on. */
const parentOf = async (
  { repliesTo, channelId, guildId }: IncomingMessage,
  context: MessageContext,
): Promise<string | undefined> => {
  if (repliesTo?.author.id !== context.self(guildId).id) return undefined
  const shown = await context.store.shownBy(repliesTo.id)
  // Where it stands says who may read it; a thread's first message stands in the channel above.
  return shown?.channelId === channelId ? shown.turnId : undefined
}

/** What somebody else said, to which this message replies. */
const quoteOf = (
  { repliesTo, channelId, guildId }: IncomingMessage,
  context: MessageContext,
): Quote | undefined => {
  if (repliesTo === undefined || repliesTo.author.id === context.self(guildId).id) return undefined
  const { author, content } = repliesTo
  if (content.trim() === '' && repliesTo.attachments.length === 0) return undefined
  return {
    author: author.name,
    authorId: author.id,
    where: context.places.nameOf(channelId),
    text: content,
  }
}

const wordsFor = (message: IncomingMessage, { places }: MessageContext) =>
  stringsForMessage(message.content, message.guildId && places.localeOf(message.guildId))

/** Says which files were not read; the question goes on with the rest. */
const tellRefused = (
  message: IncomingMessage,
  refused: readonly RefusedFile[],
  context: MessageContext,
): Promise<void> =>
  context
    .post({
      channelId: message.channelId,
      content: cut(refusedWords(refused, wordsFor(message, context)), messageLimit),
      replyTo: message.id,
      key: `file${message.id}`,
    })
    .catch(context.onFault)

/** Says what to write, when somebody only called: or when Discord does not show us what they wrote. */
const hint = async (message: IncomingMessage, context: MessageContext): Promise<void> => {
  const strings = wordsFor(message, context)
  const isWithheld = message.content === '' && !context.messageContent
  await context.post({
    channelId: message.channelId,
    content: `-# ${isWithheld ? strings.messages.unreadable : strings.messages.called}`,
    replyTo: message.id,
    key: `hint${message.id}`,
  })
}
