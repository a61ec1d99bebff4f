import { type Channel, guildIdOf, holdsMessages, isThread, type Thread } from './channel.ts'
import { type NewFile, storeFiles } from './files.ts'
import { lengthOf } from './form.ts'
import type { JsonObject } from './json.ts'
import { mentionsOf } from './mentions.ts'
import { type Message, messageTypes } from './message.ts'
import { addMessage, changeMessage, removeMessage } from './messages.ts'
import { may } from './permissions.ts'
import { addReaction, removeReaction } from './reactions.ts'
import { openPost, openThreadFrom, openThreadIn } from './threads.ts'
import { channelOf, updateChannel, userOf, type World } from './world.ts'

/** A message that a person writes. */
export type SayAct = {
  readonly channelId: string
  readonly userId: string
  readonly content: string
  /** The id of the message that it replies to, which pings its author unless `pingReply` is false. */
  readonly replyTo?: string
  readonly pingReply?: boolean
  readonly attachments?: readonly NewFile[]
  /** What else Discord's API says of the message, such as a poll, stickers, a forward or a webhook. */
  readonly also?: JsonObject
}

/** A person, or a moderator, and a message. */
export type MessageAct = { readonly messageId: string; readonly userId: string }

/** A thread that a person opens, from a message or without one; in a forum it is a post and has `content`. */
export type ThreadAct = {
  readonly channelId: string
  readonly userId: string
  readonly name: string
  readonly messageId?: string
  readonly content?: string
}

/** What people do with messages. */
export type MessagePeople = {
  readonly say: (act: SayAct) => Message
  readonly editMessage: (act: MessageAct & { readonly content: string }) => Message
  readonly deleteMessage: (act: MessageAct) => void
  readonly startThread: (act: ThreadAct) => Thread
  readonly react: (act: MessageAct & { readonly emoji: string }) => void
  readonly unreact: (act: MessageAct & { readonly emoji: string }) => void
  readonly type: (act: { readonly channelId: string; readonly userId: string }) => void
}

const requireMay = (world: World, channel: Channel, userId: string): void => {
  const needed = isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES'
  const name = userOf(world, userId).name
  if (!may(world, userId, channel, needed))
    throw new Error(`"${name}" may not write in the channel ${channel.id}`)
  if (isThread(channel) && channel.locked && !may(world, userId, channel, 'MANAGE_THREADS'))
    throw new Error(`The thread ${channel.id} is locked: "${name}" may not write in it`)
}

const requireLength = (content: string): void => {
  if (lengthOf(content) > 2000)
    throw new Error(`A person may write 2000 characters, not ${lengthOf(content)}`)
}

const joinThread = (world: World, channel: Channel, userId: string): void => {
  if (!isThread(channel)) return
  if (!channel.archived && channel.memberIds.includes(userId)) return
  const memberIds = [...new Set([...channel.memberIds, userId])]
  updateChannel(world, { ...channel, archived: false, memberIds })
}

const say = (world: World, act: SayAct, findMessage: (id: string) => Message): Message => {
  const channel = channelOf(world, act.channelId)
  if (!holdsMessages(channel))
    throw new Error(`The channel ${channel.id} is a category or a forum: nobody can write there`)
  requireMay(world, channel, act.userId)
  requireLength(act.content)
  if (act.content.trim() === '' && !act.attachments?.length && act.also === undefined)
    throw new Error('A person cannot send an empty message')
  joinThread(world, channel, act.userId)
  const target = act.replyTo === undefined ? undefined : findMessage(act.replyTo)
  const everyone = guildIdOf(channel) !== undefined && may(world, act.userId, channel, 'MENTION_EVERYONE')
  const parse: ('users' | 'roles' | 'everyone')[] = everyone
    ? ['users', 'roles', 'everyone']
    : ['users', 'roles']
  return addMessage(world, {
    channelId: channel.id,
    authorId: act.userId,
    content: act.content,
    attachments: storeFiles(world, channel.id, act.attachments ?? [], false),
    also: act.also,
    mentions: mentionsOf(act.content, { parse, replied_user: act.pingReply ?? true }, false, target),
    type: target === undefined ? messageTypes.DEFAULT : messageTypes.REPLY,
    reference: target === undefined ? undefined : { channelId: target.channelId, messageId: target.id },
  })
}

const startThread = (world: World, act: ThreadAct, findMessage: (id: string) => Message): Thread => {
  const parent = channelOf(world, act.channelId)
  if (parent.type !== 0 && parent.type !== 5 && parent.type !== 15)
    throw new Error(`The channel ${parent.id} cannot have threads`)
  if (!may(world, act.userId, parent, 'CREATE_PUBLIC_THREADS'))
    throw new Error(`"${userOf(world, act.userId).name}" may not open threads in ${parent.id}`)
  const draft = {
    name: act.name,
    ownerId: act.userId,
    type: parent.type === 5 ? 10 : 11,
    autoArchiveMinutes: 4320,
    rateLimitPerUser: 0,
  } as const
  if (parent.type === 15) return openPost(world, parent, draft, act.content ?? '')
  if (act.messageId === undefined) return openThreadIn(world, parent, draft)
  const message = findMessage(act.messageId)
  if (message.threadId !== undefined) throw new Error(`The message ${message.id} has a thread already`)
  return openThreadFrom(world, parent, message, draft)
}

/** What people can do with messages, threads and reactions. */
export const createMessagePeople = (world: World, findMessage: (id: string) => Message): MessagePeople => ({
  say: (act) => say(world, act, findMessage),
  editMessage: ({ messageId, userId, content }) => {
    const message = findMessage(messageId)
    if (message.authorId !== userId) throw new Error(`${userId} did not write the message ${messageId}`)
    requireLength(content)
    const target =
      message.reference && world.messages.get(message.channelId)?.get(message.reference.messageId)
    const mentions = mentionsOf(content, undefined, false, target)
    return changeMessage(world, message, { content, mentions, editedAt: world.clock.now() })
  },
  deleteMessage: ({ messageId, userId }) => {
    const message = findMessage(messageId)
    const isOwn = message.authorId === userId
    if (!isOwn && !may(world, userId, channelOf(world, message.channelId), 'MANAGE_MESSAGES'))
      throw new Error(`"${userOf(world, userId).name}" may not delete the messages of others`)
    removeMessage(world, message)
  },
  startThread: (act) => startThread(world, act, findMessage),
  react: ({ messageId, userId, emoji }) => addReaction(world, findMessage(messageId), userId, emoji),
  unreact: ({ messageId, userId, emoji }) => removeReaction(world, findMessage(messageId), userId, emoji),
  type: ({ channelId, userId }) => world.emit({ type: 'typing', channelId, userId }),
})
