import { type Channel, guildIdOf, isThread, type Thread } from './channel.ts'
import type { Guild } from './guild.ts'
import { blankContent } from './intents.ts'
import type { JsonObject } from './json.ts'
import { hasFlag, type Message } from './message.ts'
import { messageJson } from './message-json.ts'
import { findMessage } from './messages.ts'
import { may, type PermissionName, requirePermissions } from './permissions.ts'
import { refuse } from './refusal.ts'
import { param, type RouteRequest } from './route.ts'
import type { World } from './world.ts'

/** The channel of the request's path, if it is there and the bot may do that in it. */
export const requireChannel = (request: RouteRequest, ...names: PermissionName[]): Channel => {
  const channel = request.world.channels.get(param(request, 'channel_id'))
  if (channel === undefined) throw refuse('unknownChannel')
  requirePermissions(request.world, channel, ...names)
  return channel
}

/** The message of the request's path; ephemeral ones are not there for the bot's own routes. */
export const requireMessage = (request: RouteRequest, channel: Channel): Message => {
  const message = findMessage(request.world, channel.id, param(request, 'message_id'))
  if (message === undefined || hasFlag(message, 'EPHEMERAL')) throw refuse('unknownMessage')
  return message
}

/** The guild of the request's path, if the bot is in it. */
export const requireGuild = (request: RouteRequest): Guild => {
  const guild = request.world.guilds.get(param(request, 'guild_id'))
  if (guild === undefined) throw refuse('unknownGuild')
  if (!guild.members.has(request.world.application.botId)) throw refuse('missingAccess')
  return guild
}

/** Refuses changes in an archived thread. */
export const requireUnarchived = (channel: Channel): void => {
  if (isThread(channel) && channel.archived) throw refuse('threadArchived')
}

/** Refuses new messages in a locked thread from those who do not manage threads. */
export const requireUnlocked = (world: World, userId: string, thread: Thread): void => {
  if (thread.locked && !may(world, userId, thread, 'MANAGE_THREADS')) throw refuse('threadLocked')
}

/** The message as a REST answer: what the bot may not read without its privileged intent is empty. */
export const shownMessage = (world: World, channel: Channel, message: Message): JsonObject => {
  const json = messageJson(world, message)
  const inGuild = guildIdOf(channel) !== undefined
  return world.application.privileged.messageContent ? json : blankContent(world, message, json, inGuild)
}
