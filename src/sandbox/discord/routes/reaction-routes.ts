import type { Message } from '../message.ts'
import { findMessage } from '../messages.ts'
import { requirePermissions } from '../permissions.ts'
import { requireChannel, requireMessage, requireUnarchived } from '../places.ts'
import { addReaction, MAX_EMOJI, removeReaction } from '../reactions.ts'
import { refuse } from '../refusal.ts'
import { noContent, ok, param, type Route, type RouteRequest, type Routes } from '../route.ts'
import { userJson } from '../user.ts'
import { userOf } from '../world.ts'

/** A Unicode emoji, or a custom one as `name:id`. */
const isEmoji = (text: string): boolean => /^[\w~]+:\d{17,19}$/.test(text) || /^\p{RGI_Emoji}$/v.test(text)

const requireEmoji = (request: RouteRequest): string => {
  const emoji = param(request, 'emoji')
  if (!isEmoji(emoji)) throw refuse('unknownEmoji')
  return emoji
}

const requireTarget = (request: RouteRequest): Message => {
  const channel = requireChannel(request)
  requirePermissions(request.world, channel, 'READ_MESSAGE_HISTORY')
  requireUnarchived(channel)
  return requireMessage(request, channel)
}

const add: Route = (request) => {
  const { world } = request
  const emoji = requireEmoji(request)
  const message = requireTarget(request)
  const isNew = !message.reactions.some((reaction) => reaction.emoji === emoji)
  if (isNew) requirePermissions(world, requireChannel(request), 'ADD_REACTIONS')
  if (isNew && message.reactions.length >= MAX_EMOJI) throw refuse('tooManyReactions')
  addReaction(world, message, world.application.botId, emoji)
  return noContent
}

const removeOwn: Route = (request) => {
  removeReaction(
    request.world,
    requireTarget(request),
    request.world.application.botId,
    requireEmoji(request),
  )
  return noContent
}

const removeUsers: Route = (request) => {
  requirePermissions(request.world, requireChannel(request), 'MANAGE_MESSAGES')
  removeReaction(request.world, requireTarget(request), param(request, 'user_id'), requireEmoji(request))
  return noContent
}

const removeMany: Route = (request) => {
  const { world } = request
  requirePermissions(world, requireChannel(request), 'MANAGE_MESSAGES')
  const target = requireTarget(request)
  const only = request.params['emoji']
  for (const { emoji, userIds } of target.reactions) {
    if (only !== undefined && emoji !== only) continue
    for (const userId of userIds)
      removeReaction(world, findMessage(world, target.channelId, target.id) ?? target, userId, emoji)
  }
  return noContent
}

const list: Route = (request) => {
  const emoji = requireEmoji(request)
  const found = requireTarget(request).reactions.find((reaction) => reaction.emoji === emoji)
  return ok((found?.userIds ?? []).map((id) => userJson(userOf(request.world, id))))
}

/** Emoji under messages. */
export const reactionRoutes = {
  'PUT /channels/:channel_id/messages/:message_id/reactions/:emoji/@me': add,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji/@me': removeOwn,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji/:user_id': removeUsers,
  'DELETE /channels/:channel_id/messages/:message_id/reactions/:emoji': removeMany,
  'DELETE /channels/:channel_id/messages/:message_id/reactions': removeMany,
  'GET /channels/:channel_id/messages/:message_id/reactions/:emoji': list,
} as const satisfies Routes
