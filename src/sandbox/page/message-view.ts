import type { Interaction } from '../discord/interaction.ts'
import type { Json } from '../discord/json.ts'
import { hasFlag, type Message, messageTypes } from '../discord/message.ts'
import { blocksOf } from './component-view.ts'
import { embed } from './embed-view.ts'
import { extrasOf } from './extras-view.ts'
import type { FileView, MessageView } from './view/message.ts'

/** What a message's view is made from, beside the message. */
export type MessageSurroundings = {
  readonly message: (id: string) => Message | undefined
  readonly interaction: (id: string) => Interaction | undefined
  /** An address of a file that the page can load. */
  readonly addressOf: (attachmentId: string) => string
}

const replyOf = (message: Message, around: MessageSurroundings): MessageView['reply'] => {
  if (message.reference === undefined || message.type !== messageTypes.REPLY) return undefined
  const target = around.message(message.reference.messageId)
  if (target === undefined) return 'deleted'
  return { id: target.id, authorId: target.authorId, content: target.content }
}

const invokedOf = (message: Message, around: MessageSurroundings): MessageView['invoked'] => {
  const interaction =
    message.interactionId === undefined ? undefined : around.interaction(message.interactionId)
  if (interaction?.kind !== 'command' || interaction.originalMessageId !== message.id) return undefined
  return {
    userId: interaction.userId,
    command: interaction.commandName ?? '',
    slash: interaction.commandType === 1,
  }
}

const filesOf = (message: Message, around: MessageSurroundings): FileView[] =>
  message.attachments.map(({ id, filename, contentType, size, description }) => ({
    ...{ name: filename, type: contentType, size, url: around.addressOf(id) },
    ...(description && { description }),
  }))

/** A thread begins with a message that only points to the one that it was made from. */
const starterOf = (message: Message, around: MessageSurroundings): Message | undefined =>
  message.type === messageTypes.THREAD_STARTER_MESSAGE && message.reference !== undefined
    ? around.message(message.reference.messageId)
    : undefined

/** The message as the page shows it. */
export const messageView = (message: Message, around: MessageSurroundings): MessageView => {
  const starter = starterOf(message, around)
  if (starter === undefined) return viewOf(message, around)
  const { id, channelId } = message
  return { ...viewOf(starter, around), id, channelId, blocks: [], threadId: undefined, invoked: undefined }
}

const embedsOf = ({ embeds, also }: Message): readonly Json[] => {
  const given = also?.['embeds']
  return Array.isArray(given) ? given : embeds
}

const viewOf = (message: Message, around: MessageSurroundings): MessageView => ({
  id: message.id,
  channelId: message.channelId,
  authorId: message.authorId,
  system: message.type === messageTypes.THREAD_CREATED ? 'thread-created' : undefined,
  content: message.content,
  loading: hasFlag(message, 'LOADING'),
  onlyFor: message.onlyFor,
  edited: message.editedAt !== undefined,
  createdAt: message.createdAt,
  files: filesOf(message, around),
  extras: extrasOf(message),
  embeds: embedsOf(message).flatMap((it) => embed.safeParse(it).data ?? []),
  blocks: blocksOf(message.components),
  reply: replyOf(message, around),
  invoked: invokedOf(message, around),
  threadId: message.threadId,
  reactions: message.reactions.map(({ emoji, userIds }) => ({ emoji, count: userIds.length })),
  mentionedIds: message.mentions.userIds,
})
