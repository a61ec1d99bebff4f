import { isThread } from './channel.ts'
import { hasFlag, type Message, messageTypes, noMentions } from './message.ts'
import type { World } from './world.ts'

/** What one says of a new message; the rest follows. */
export type MessageDraft = Pick<Message, 'channelId' | 'authorId'> & Partial<Message>

const touchChannel = (world: World, message: Message): void => {
  const channel = world.channels.get(message.channelId)
  if (channel === undefined || message.onlyFor !== undefined) return
  const lastMessageId = message.id
  if (!isThread(channel)) world.channels.set(channel.id, { ...channel, lastMessageId })
  else world.channels.set(channel.id, { ...channel, lastMessageId, messageCount: channel.messageCount + 1 })
}

const store = (world: World, message: Message): void => {
  const inChannel = world.messages.get(message.channelId) ?? new Map<string, Message>()
  inChannel.set(message.id, message)
  world.messages.set(message.channelId, inChannel)
}

/** Puts a message into its channel; everyone sees it from this moment. Content is trimmed. */
export const addMessage = (world: World, draft: MessageDraft): Message => {
  const message: Message = {
    id: world.nextId(),
    type: messageTypes.DEFAULT,
    flags: 0,
    embeds: [],
    components: [],
    attachments: [],
    mentions: noMentions,
    reactions: [],
    reference: undefined,
    nonce: undefined,
    also: undefined,
    interactionId: undefined,
    threadId: undefined,
    onlyFor: undefined,
    createdAt: world.clock.now(),
    editedAt: undefined,
    createdElapsed: world.clock.elapsed(),
    ...draft,
    content: (draft.content ?? '').trim(),
  }
  store(world, message)
  touchChannel(world, message)
  world.emit({ type: 'message-create', message })
  return message
}

/** Changes a message in place; everyone sees the new one from this moment. */
export const changeMessage = (world: World, message: Message, changes: Partial<Message>): Message => {
  const content = (changes.content ?? message.content).trim()
  const changed = { ...message, ...changes, content }
  store(world, changed)
  world.emit({ type: 'message-update', message: changed })
  return changed
}

/** Changes what is no part of the text, such as reactions: no update is told. */
export const changeQuietly = (world: World, message: Message, changes: Partial<Message>): Message => {
  const changed = { ...message, ...changes }
  store(world, changed)
  return changed
}

/** Takes a message away. */
export const removeMessage = (world: World, message: Message): void => {
  world.messages.get(message.channelId)?.delete(message.id)
  world.emit({ type: 'message-delete', message })
}

/** The message, if it is there. */
export const findMessage = (world: World, channelId: string, id: string): Message | undefined =>
  world.messages.get(channelId)?.get(id)

/** A channel's messages from the oldest to the newest; ephemeral ones only if asked for. */
export const messagesIn = (world: World, channelId: string, withEphemeral: boolean): Message[] =>
  [...(world.messages.get(channelId)?.values() ?? [])].filter(
    (message) => withEphemeral || !hasFlag(message, 'EPHEMERAL'),
  )
