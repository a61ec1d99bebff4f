import type { GuildChannel, Thread } from './channel.ts'
import { mentionsOf } from './mentions.ts'
import { type Message, messageFlags, messageTypes } from './message.ts'
import { addMessage, changeMessage } from './messages.ts'
import type { World } from './world.ts'

/** What one says of a new thread. */
export type ThreadDraft = {
  readonly name: string
  readonly ownerId: string
  readonly type: Thread['type']
  readonly autoArchiveMinutes: number
  readonly rateLimitPerUser: number
}

const openThread = (world: World, parent: GuildChannel, id: string, draft: ThreadDraft): Thread => {
  const now = world.clock.now()
  const thread: Thread = {
    id,
    guildId: parent.guildId,
    parentId: parent.id,
    archived: false,
    locked: false,
    createdAt: now,
    archivedAt: now,
    memberIds: [draft.ownerId],
    messageCount: 0,
    lastMessageId: undefined,
    ...draft,
  }
  world.channels.set(id, thread)
  world.emit({ type: 'channel-create', channel: thread })
  return thread
}

/** Opens a thread from a message: it has the message's id, and the message shows it. */
export const openThreadFrom = (
  world: World,
  parent: GuildChannel,
  message: Message,
  draft: ThreadDraft,
): Thread => {
  const thread = openThread(world, parent, message.id, draft)
  changeMessage(world, message, { threadId: thread.id, flags: message.flags | messageFlags.HAS_THREAD })
  addMessage(world, {
    channelId: thread.id,
    authorId: message.authorId,
    type: messageTypes.THREAD_STARTER_MESSAGE,
    reference: { channelId: parent.id, messageId: message.id },
  })
  return thread
}

/** Opens a thread without a message; the channel tells of it, unless it is a private one. */
export const openThreadIn = (world: World, parent: GuildChannel, draft: ThreadDraft): Thread => {
  const thread = openThread(world, parent, world.nextId(), draft)
  if (draft.type === 12) return thread
  addMessage(world, {
    channelId: parent.id,
    authorId: draft.ownerId,
    type: messageTypes.THREAD_CREATED,
    content: draft.name,
    reference: { channelId: thread.id, messageId: thread.id },
  })
  return thread
}

/** Opens a post in a forum: a thread whose first message has the thread's id. */
export const openPost = (world: World, forum: GuildChannel, draft: ThreadDraft, content: string): Thread => {
  const thread = openThread(world, forum, world.nextId(), draft)
  const mentions = mentionsOf(content, undefined, false, undefined)
  addMessage(world, { id: thread.id, channelId: thread.id, authorId: draft.ownerId, content, mentions })
  return thread
}
