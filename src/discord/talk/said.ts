import type { NewQuestion } from '../../conversation/memory.ts'
import type { Quote, TurnFile } from '../../conversation/turn.ts'
import { cut } from '../../reply/markdown/cut.ts'
import { messageLimit } from '../../reply/render.ts'
import { wordsForMessage } from '../../words/words-for-message.ts'
import { type RefusedFile, refusedWords } from '../refused-files.ts'
import type { Attached, Incoming } from './incoming.ts'
import { isAddressed, spoken } from './spoken.ts'
import type { Talk } from './talk.ts'

/**
 * A person has said something. In direct messages and in threads that the bot opened everything is a turn; elsewhere
 * what mentions the bot or replies to it. Resolves when the question has got in line.
 */
export const said = async (message: Incoming, talk: Talk): Promise<void> => {
  const addressed = isAddressed(message, talk.self(message.guildId))
  const isDirect = message.guildId === undefined
  if (!addressed && !isDirect && !(await talk.places.isOwnThread(message.channelId))) return
  const words = wordsFor(message, talk)
  const may = isDirect ? { write: true, reply: false } : await talk.places.mayHere(message.channelId)
  if (!may.write) return talk.muted(message, words)
  const attached = attachedTo(message, talk)
  const question = await questionOf(message, talk)
  if (isEmpty(question) && attached.length === 0) {
    if (addressed) await hint(message, talk)
    return
  }
  const view = talk.screens.inChannel(message.channelId, may.reply ? message.id : undefined)
  const bring = () => filesFor(question, message, talk)
  await new Promise<void>((inLine) => {
    const asking = { question, words, view, joins: true, inLine, ...(attached.length > 0 && { bring }) }
    talk.answering.ask(asking).catch(talk.onFault)
  })
}

const isEmpty = ({ text, quote }: NewQuestion): boolean => text === '' && quote === undefined

/** What a message asks, its files aside. */
const questionOf = async (message: Incoming, talk: Talk): Promise<NewQuestion> => {
  const { channelId, author, id } = message
  const quote = quoteOf(message, talk)
  const parentId = await parentOf(message, talk)
  return {
    place: channelId,
    speaker: author,
    text: spoken(message, talk.self(message.guildId)),
    files: [],
    locale: wordsFor(message, talk).locale,
    origin: id,
    ...(quote && { quote }),
    ...(parentId !== undefined && { parentId }),
  }
}

const attachedTo = (message: Incoming, talk: Talk): readonly Attached[] => [
  ...message.attachments,
  ...(quoteOf(message, talk) ? (message.repliesTo?.attachments ?? []) : []),
]

/** The files that a message gives; null where it says nothing beside those that cannot be read. */
const filesFor = async (
  question: NewQuestion,
  message: Incoming,
  talk: Talk,
): Promise<readonly TurnFile[] | null> => {
  const { files, refused } = await talk.filesOf(attachedTo(message, talk))
  if (refused.length > 0) await tellRefused(message, refused, talk)
  return isEmpty(question) && files.length === 0 ? null : files
}

/** The answer that a reply to one of our messages follows; undefined where the conversation just goes on. */
const parentOf = async (
  { repliesTo, channelId, guildId }: Incoming,
  talk: Talk,
): Promise<string | undefined> => {
  if (repliesTo?.author.id !== talk.self(guildId).id) return undefined
  const shown = await talk.memory.shownBy(repliesTo.id)
  // Where it stands says who may read it; a thread's first message stands in the channel above.
  return shown?.channelId === channelId ? shown.turnId : undefined
}

/** What somebody else said, to which this message replies. */
const quoteOf = ({ repliesTo, channelId, guildId }: Incoming, talk: Talk): Quote | undefined => {
  if (repliesTo === undefined || repliesTo.author.id === talk.self(guildId).id) return undefined
  const { author, content } = repliesTo
  if (content.trim() === '' && repliesTo.attachments.length === 0) return undefined
  return {
    author: author.name,
    authorId: author.id,
    where: talk.places.nameOf(channelId),
    text: content,
  }
}

const wordsFor = (message: Incoming, { places }: Talk) =>
  wordsForMessage(message.content, message.guildId && places.localeOf(message.guildId))

/** Says which files were not read; the question goes on with the rest. */
const tellRefused = (message: Incoming, refused: readonly RefusedFile[], talk: Talk): Promise<void> =>
  talk
    .post({
      channelId: message.channelId,
      content: cut(refusedWords(refused, wordsFor(message, talk)), messageLimit),
      replyTo: message.id,
      key: `file${message.id}`,
    })
    .catch(talk.onFault)

/** Says what to write, when somebody only called: or when Discord does not show us what they wrote. */
const hint = async (message: Incoming, talk: Talk): Promise<void> => {
  const words = wordsFor(message, talk)
  const isWithheld = message.content === '' && !talk.messageContent
  await talk.post({
    channelId: message.channelId,
    content: `-# ${isWithheld ? words.talk.unreadable : words.talk.called}`,
    replyTo: message.id,
    key: `hint${message.id}`,
  })
}
