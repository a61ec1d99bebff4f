import type { Message } from './message.ts'
import { changeQuietly } from './messages.ts'
import type { World } from './world.ts'

/** Emoji that a message may have under it. */
export const MAX_EMOJI = 20

/** Puts a user's emoji under a message; nothing happens if it is there. */
export const addReaction = (world: World, message: Message, userId: string, emoji: string): void => {
  const existing = message.reactions.find((reaction) => reaction.emoji === emoji)
  if (existing?.userIds.includes(userId)) return
  const reactions =
    existing === undefined
      ? [...message.reactions, { emoji, userIds: [userId] }]
      : message.reactions.map((it) => (it === existing ? { emoji, userIds: [...it.userIds, userId] } : it))
  const changed = changeQuietly(world, message, { reactions })
  world.emit({ type: 'reaction-add', message: changed, userId, emoji })
}

/** Takes a user's emoji away; nothing happens if it is not there. */
export const removeReaction = (world: World, message: Message, userId: string, emoji: string): void => {
  if (!message.reactions.some((it) => it.emoji === emoji && it.userIds.includes(userId))) return
  const reactions = message.reactions
    .map((it) => (it.emoji === emoji ? { emoji, userIds: it.userIds.filter((id) => id !== userId) } : it))
    .filter(({ userIds }) => userIds.length > 0)
  const changed = changeQuietly(world, message, { reactions })
  world.emit({ type: 'reaction-remove', message: changed, userId, emoji })
}
