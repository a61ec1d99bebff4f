import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Message } from './message.ts'
import type { World, WorldChange } from './world.ts'

/** The gateway intents that the sandbox knows, from Discord's list of intents. */
export const intentBits = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  GUILD_MESSAGE_REACTIONS: 1 << 10,
  GUILD_MESSAGE_TYPING: 1 << 11,
  DIRECT_MESSAGES: 1 << 12,
  DIRECT_MESSAGE_REACTIONS: 1 << 13,
  DIRECT_MESSAGE_TYPING: 1 << 14,
  MESSAGE_CONTENT: 1 << 15,
} as const

const LAST_INTENT = 1 << 25

/** Whether the number can be a set of intents. */
export const areIntents = (intents: number): boolean =>
  Number.isInteger(intents) && intents >= 0 && intents < LAST_INTENT * 2

/** Whether a privileged intent is asked for that is not switched on for the application. */
export const asksTooMuch = (world: World, intents: number): boolean => {
  const { messageContent, guildMembers, presences } = world.application.privileged
  const forbidden =
    (messageContent ? 0 : intentBits.MESSAGE_CONTENT) |
    (guildMembers ? 0 : intentBits.GUILD_MEMBERS) |
    (presences ? 0 : intentBits.GUILD_PRESENCES)
  return (intents & forbidden) !== 0
}

/** The intent without which an event does not reach the bot; 0 if none is needed. */
export const intentFor = (type: WorldChange['type'], inGuild: boolean): number => {
  switch (type) {
    case 'message-create':
    case 'message-update':
    case 'message-delete':
      return inGuild ? intentBits.GUILD_MESSAGES : intentBits.DIRECT_MESSAGES
    case 'reaction-add':
    case 'reaction-remove':
      return inGuild ? intentBits.GUILD_MESSAGE_REACTIONS : intentBits.DIRECT_MESSAGE_REACTIONS
    case 'typing':
      return inGuild ? intentBits.GUILD_MESSAGE_TYPING : intentBits.DIRECT_MESSAGE_TYPING
    case 'channel-create':
    case 'channel-update':
    case 'channel-delete':
      return inGuild ? intentBits.GUILDS : 0
    case 'guild-join':
    case 'guild-available':
    case 'guild-unavailable':
    case 'guild-leave':
      return intentBits.GUILDS
    default:
      return 0
  }
}

const seesContent = (world: World, message: Message, inGuild: boolean): boolean =>
  !inGuild ||
  message.authorId === world.application.botId ||
  message.mentions.userIds.includes(world.application.botId)

const blanked = { content: '', embeds: [], attachments: [], components: [] }

const blankReferenced = (referenced: Json | undefined, botId: string): Json | undefined => {
  if (!isJsonObject(referenced)) return referenced
  const { author, mentions } = referenced
  const own = isJsonObject(author) && author['id'] === botId
  const named = Array.isArray(mentions) && mentions.some((it: Json) => isJsonObject(it) && it['id'] === botId)
  return own || named ? referenced : { ...referenced, ...blanked }
}

/**
 * The message as an application without the message-content intent gets it: what people wrote is
 * empty, except its own messages, direct messages, and messages that mention it.
 */
export const blankContent = (
  world: World,
  message: Message,
  json: JsonObject,
  inGuild: boolean,
): JsonObject => {
  const { botId } = world.application
  const shown = seesContent(world, message, inGuild) ? json : { ...json, ...blanked }
  return inGuild
    ? { ...shown, referenced_message: blankReferenced(json['referenced_message'], botId) }
    : shown
}
