import { type Channel, channelJson, guildIdOf, isThread } from './channel.ts'
import { bareMemberJson, type Guild, guildJson, memberJson, type Role, roleJson } from './guild.ts'
import { blankContent, intentBits, intentFor } from './intents.ts'
import { interactionJson } from './interaction-json.ts'
import type { Json, JsonObject } from './json.ts'
import { hasFlag, type Message } from './message.ts'
import { messageEventJson } from './message-json.ts'
import { may } from './permissions.ts'
import { guildChannels, userOf, type World, type WorldEvent } from './world.ts'

/** An event as the gateway names it, with its data. */
export type Dispatch = { readonly name: string; readonly data: Json }

/** GUILD_CREATE's data: the guild with the channels and threads that the bot can see. */
export const guildCreateJson = (world: World, guild: Guild): JsonObject => {
  const { botId } = world.application
  const show = (channel: Channel) => channelJson(channel, botId, world.users)
  const threads = [...world.channels.values()].filter(
    (channel) => isThread(channel) && channel.guildId === guild.id && !channel.archived,
  )
  const own = guild.members.get(botId)
  return {
    ...guildJson(guild),
    joined_at: new Date(own?.joinedAt ?? 0).toISOString(),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    voice_states: [],
    members: [...guild.members.values()].map((member) => memberJson(member, userOf(world, member.userId))),
    channels: guildChannels(world, guild.id).map(show),
    threads: threads.filter((thread) => may(world, botId, thread)).map(show),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  }
}

const messageDispatch = (
  world: World,
  event: WorldEvent & { message: Message },
  intents: number,
): Dispatch => {
  const { message } = event
  const channel = world.channels.get(message.channelId)
  const guildId = channel === undefined ? undefined : guildIdOf(channel)
  if (event.type === 'message-delete') {
    const data = { id: message.id, channel_id: message.channelId, guild_id: guildId }
    return { name: 'MESSAGE_DELETE', data }
  }
  const json = messageEventJson(world, message)
  const all = (intents & intentBits.MESSAGE_CONTENT) !== 0
  const data = all ? json : blankContent(world, message, json, guildId !== undefined)
  return { name: event.type === 'message-create' ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE', data }
}

const reactionDispatch = (
  world: World,
  event: Extract<WorldEvent, { emoji: string }>,
  guildId: string | undefined,
): Dispatch => {
  const { message, userId, emoji } = event
  const guild = guildId === undefined ? undefined : world.guilds.get(guildId)
  const member = guild?.members.get(userId)
  const data = {
    user_id: userId,
    channel_id: message.channelId,
    message_id: message.id,
    guild_id: guildId,
    emoji: { id: null, name: emoji },
    message_author_id: message.authorId,
    member: member === undefined ? undefined : memberJson(member, userOf(world, userId)),
    burst: false,
    type: 0,
  }
  return { name: event.type === 'reaction-add' ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE', data }
}

/** Without the privileged intent the bot is told of its own membership alone. */
const memberDispatch = (
  world: World,
  guild: Guild,
  userId: string,
  intents: number,
): Dispatch | undefined => {
  const member = guild.members.get(userId)
  const hearsOfAll = (intents & intentBits.GUILD_MEMBERS) !== 0
  if (member === undefined || (userId !== world.application.botId && !hearsOfAll)) return undefined
  const data = { guild_id: guild.id, ...memberJson(member, userOf(world, userId)) }
  return { name: 'GUILD_MEMBER_UPDATE', data }
}

const roleDispatch = ({ type, guild, role }: Extract<WorldEvent, { role: Role }>): Dispatch => {
  const guild_id = guild.id
  if (type === 'role-delete') return { name: 'GUILD_ROLE_DELETE', data: { guild_id, role_id: role.id } }
  const name = type === 'role-create' ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE'
  return { name, data: { guild_id, role: roleJson(role) } }
}

const guildDispatch = (
  world: World,
  event: Extract<WorldEvent, { guild: Guild }>,
  intents: number,
): Dispatch | undefined => {
  const { guild } = event
  if ((intents & intentBits.GUILDS) === 0) return undefined
  if (event.type === 'member-update') return memberDispatch(world, guild, event.userId, intents)
  if (event.type === 'guild-unavailable')
    return { name: 'GUILD_DELETE', data: { id: guild.id, unavailable: true } }
  if (world.unavailable.has(guild.id)) return undefined
  if (event.type === 'guild-join' || event.type === 'guild-available')
    return { name: 'GUILD_CREATE', data: guildCreateJson(world, guild) }
  if (event.type === 'guild-leave') return { name: 'GUILD_DELETE', data: { id: guild.id } }
  return 'role' in event && guild.members.has(world.application.botId) ? roleDispatch(event) : undefined
}

const channelDispatch = (world: World, event: Extract<WorldEvent, { channel: Channel }>): Dispatch => {
  const { channel } = event
  const kind = isThread(channel) ? 'THREAD' : 'CHANNEL'
  const verb = { 'channel-create': 'CREATE', 'channel-update': 'UPDATE', 'channel-delete': 'DELETE' }[
    event.type
  ]
  const json = channelJson(channel, world.application.botId, world.users)
  const isNew = isThread(channel) && event.type === 'channel-create'
  return { name: `${kind}_${verb}`, data: isNew ? { ...json, newly_created: true } : json }
}

const typingDispatch = (
  world: World,
  event: Extract<WorldEvent, { type: 'typing' }>,
  guildId: string | undefined,
): Dispatch => {
  const guild = guildId === undefined ? undefined : world.guilds.get(guildId)
  const member = guild?.members.get(event.userId)
  const data = {
    channel_id: event.channelId,
    guild_id: guildId,
    user_id: event.userId,
    timestamp: Math.floor(event.at / 1000),
    member: member === undefined ? undefined : { ...bareMemberJson(member), user: { id: event.userId } },
  }
  return { name: 'TYPING_START', data }
}

const channelOfEvent = (world: World, event: WorldEvent): Channel | undefined => {
  if ('channel' in event) return event.channel
  if ('message' in event) return world.channels.get(event.message.channelId)
  return 'channelId' in event ? world.channels.get(event.channelId) : undefined
}

/** The dispatch of an event for a session with these intents; nothing if the bot cannot see it. */
export const dispatchOf = (world: World, event: WorldEvent, intents: number): Dispatch | undefined => {
  if (event.type === 'interaction-create')
    return { name: 'INTERACTION_CREATE', data: interactionJson(world, event.interaction) }
  if ('guild' in event) return guildDispatch(world, event, intents)
  const channel = channelOfEvent(world, event)
  if (channel === undefined || !may(world, world.application.botId, channel)) return undefined
  const guildId = guildIdOf(channel)
  if (guildId !== undefined && world.unavailable.has(guildId)) return undefined
  const needed = intentFor(event.type, guildId !== undefined)
  if ((intents & needed) !== needed) return undefined
  if ('emoji' in event) return reactionDispatch(world, event, guildId)
  if ('message' in event)
    return hasFlag(event.message, 'EPHEMERAL') ? undefined : messageDispatch(world, event, intents)
  if ('channel' in event) return channelDispatch(world, event)
  return event.type === 'typing' ? typingDispatch(world, event, guildId) : undefined
}
