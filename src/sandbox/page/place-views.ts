import { type Channel, holdsMessages, isPrivate, isThread } from '../discord/channel.ts'
import type { Guild } from '../discord/guild.ts'
import { bitsOf, type PermissionName } from '../discord/permissions.ts'
import type { Discord } from '../discord/start-discord.ts'
import { colorOf, firstChannelId } from './cast.ts'
import type { ChannelView, PersonView, RoleView } from './view/places.ts'

/** The sandbox's people as the page shows them, the bot last. */
export const peopleViews = (discord: Discord): readonly PersonView[] => {
  const needed = bitsOf(['MANAGE_MESSAGES'])
  return [...discord.users()]
    .sort((one, other) => Number(one.bot) - Number(other.bot))
    .map(({ id, name, displayName, locale, bot }) => ({
      ...{ id, locale, bot, name: displayName ?? name, color: colorOf(id) },
      moderator: !bot && (discord.permissions(id, firstChannelId) & needed) === needed,
    }))
}

/** The server's roles, the highest first. */
const rolesIn = ({ id: guildId, roles, members }: Guild): readonly RoleView[] =>
  [...roles.values()]
    .sort((one, other) => other.position - one.position)
    .map(({ id, name, color, botId }) => ({
      ...{ id, guildId, name },
      color: color === 0 ? '' : `#${color.toString(16).padStart(6, '0')}`,
      fixed: id === guildId || botId !== undefined,
      memberIds: [...members.values()]
        .filter(({ roles: own }) => own.includes(id))
        .map(({ userId }) => userId),
    }))

/** All roles of all servers. */
export const roleViews = (discord: Discord): readonly RoleView[] => discord.guilds().flatMap(rolesIn)

const kindOf = (channel: Channel): ChannelView['kind'] => {
  if (isPrivate(channel)) return 'direct'
  if (isThread(channel)) return 'thread'
  return holdsMessages(channel) ? 'text' : 'category'
}

const nameOf = (discord: Discord, channel: Channel): string => {
  if (!isPrivate(channel)) return channel.name
  const { botId } = discord.application
  const ids = channel.recipients.includes(botId) ? [botId] : channel.recipients
  return discord
    .users()
    .filter(({ id }) => ids.includes(id))
    .map(({ name, displayName }) => displayName ?? name)
    .join(', ')
}

const isOutside = (discord: Discord, guildId: string | undefined): boolean =>
  guildId !== undefined &&
  !discord.guilds().some(({ id, members }) => id === guildId && members.has(discord.application.botId))

/** The channel as the page lists it, with what each person may do there. */
export const channelView = (discord: Discord, channel: Channel): ChannelView => {
  const permissions = discord
    .users()
    .filter(({ bot }) => !bot)
    .map(({ id }) => [id, discord.permissions(id, channel.id)] as const)
  const who = (...names: readonly PermissionName[]): readonly string[] =>
    permissions.filter(([, own]) => (own & bitsOf(names)) === bitsOf(names)).map(([id]) => id)
  const guildId = isPrivate(channel) ? undefined : channel.guildId
  return {
    id: channel.id,
    kind: kindOf(channel),
    type: channel.type,
    guildId,
    name: nameOf(discord, channel),
    topic: 'topic' in channel ? (channel.topic ?? '') : '',
    parentId: 'parentId' in channel ? channel.parentId : undefined,
    archived: isThread(channel) && channel.archived,
    outside: isOutside(discord, guildId),
    seenBy: who('VIEW_CHANNEL'),
    writtenBy: who('VIEW_CHANNEL', isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES'),
    permissions: Object.fromEntries(permissions.map(([id, own]) => [id, own.toString()])),
  }
}
