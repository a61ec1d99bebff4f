import {
  type Channel,
  ChannelType,
  type Client,
  DiscordAPIError,
  PermissionFlagsBits,
  Routes,
} from 'discord.js'
import { z } from 'zod'
import type { PlaceDescription } from '../conversation/present-note.ts'
import type { PlaceId } from '../conversation/turn.ts'
import type { Location } from '../settings/level.ts'
import type { ForbiddenChannels } from './forbidden-channels.ts'
import { readReferenced } from './messages/incoming-message.ts'
import type { Places } from './messages/message-context.ts'
import type { Names } from './messages/name-mentions.ts'
import { requestFailure } from './rest/request-failure.ts'
import type { ReplyScreensContext } from './screen/reply-screens.ts'

/** What Discord says about channels: from discord.js's cache, or fetched once. */
export const createPlaces = (
  client: Client,
  forbidden: ForbiddenChannels,
): Places &
  Pick<ReplyScreensContext, 'hasThreads' | 'canAttach' | 'newestIn' | 'mayReply'> & {
    /** What Discord calls a place, as far as it has told. */
    readonly describe: (place: PlaceId) => PlaceDescription
    /** Where a place is. Of a channel that Discord has not told of, only that. */
    readonly locate: (place: PlaceId) => Location
    /** As `locate`; Discord is asked for a channel that it has not told of, in a server that the bot is in. */
    readonly locateSurely: (place: PlaceId, guildId?: string) => Promise<Location>
    /** The roles of a member of a server; none where Discord does not tell. */
    readonly rolesOf: (serverId: string, personId: string) => Promise<readonly string[]>
    /** Whether the bot itself is in a channel, and not only brought along. */
    readonly reaches: (channelId: string) => Promise<boolean>
  } => {
  const fetched = async (channelId: string) => {
    try {
      return await client.channels.fetch(channelId)
    } catch (error) {
      if (error instanceof DiscordAPIError && error.status < 500) return null
      throw error
    }
  }
  const cached = (channelId: string) => client.channels.cache.get(channelId)
  const locate = (place: PlaceId): Location => locationOf(place, cached(place))
  return {
    isOwnThread: async (channelId) => {
      const channel = await fetched(channelId)
      return channel?.isThread() === true && channel.ownerId === client.user?.id
    },
    mayHere: async (channelId, now) => {
      const channel = await fetched(channelId).catch(() => null)
      return mayWrite(channel, client, forbidden.has(channelId), now)
    },
    ownRole: (guildId) => {
      const guild = client.guilds.cache.get(guildId)
      return guild?.roles.cache.find(({ tags }) => tags?.botId === client.user?.id)?.id
    },
    names: (guildId) => namesIn(client, guildId),
    messageIn: (channelId, messageId) => messageIn(client, channelId, messageId),
    nameOf: (channelId) => {
      const channel = cached(channelId)
      return channel === undefined || channel.isDMBased() ? '' : `#${channel.name}`
    },
    describe: (place) => {
      // A place where an app answers one person is `channel:user`.
      return descriptionOf(cached(place.split(':', 1)[0] ?? place))
    },
    locate,
    locateSurely: async (place, guildId) => {
      if (guildId === undefined || !client.guilds.cache.has(guildId)) return locate(place)
      const [channelId = place] = place.split(':', 1)
      // Of a channel that one person alone talks in, the bot sees nothing.
      if (channelId === place && cached(channelId) === undefined)
        await fetched(channelId).catch(() => undefined)
      // What a server says holds in all of its channels, also in one that Discord does not tell of.
      return { server: guildId, ...locate(channelId) }
    },
    rolesOf: (serverId, personId) => rolesOf(client, serverId, personId),
    localeOf: (guildId) => client.guilds.cache.get(guildId)?.preferredLocale,
    reaches: async (channelId) => (await fetched(channelId)) !== null,
    canAttach: (channelId) => hasPermission(cached(channelId), client, PermissionFlagsBits.AttachFiles),
    newestIn: (channelId) => {
      const channel = cached(channelId)
      return channel && 'lastMessageId' in channel ? (channel.lastMessageId ?? undefined) : undefined
    },
    mayReply: (channelId) => hasPermission(cached(channelId), client, PermissionFlagsBits.ReadMessageHistory),
    hasThreads: (channelId) => {
      const type = cached(channelId)?.type
      return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement
    },
  }
}

/** A message that a question replies to. The question is answered without it if it cannot be had. */
const messageIn = async (
  { rest }: Client,
  channelId: string,
  messageId: string,
): ReturnType<Places['messageIn']> => {
  try {
    return readReferenced(await rest.get(Routes.channelMessage(channelId, messageId)))
  } catch (error) {
    if (requestFailure(error) === 'bug') throw error
    return undefined
  }
}

/** Whether the bot surely has a permission. */
const hasPermission = (channel: Channel | undefined, { user: me }: Client, permission: bigint): boolean => {
  if (channel === undefined) return false
  if (channel.isDMBased()) return true
  return me !== null && channel.permissionsFor(me)?.has(permission) === true
}

const descriptionOf = (channel: Channel | undefined): PlaceDescription => {
  if (channel === undefined || channel.isDMBased()) return {}
  const about = channel.isThread() ? channel.parent : channel
  const topic = about && 'topic' in about ? about.topic : null
  return { server: channel.guild.name, channel: `#${channel.name}`, ...(topic && { topic }) }
}

const locationOf = (place: PlaceId, channel: Channel | undefined): Location => {
  if (channel === undefined || channel.isDMBased()) return { channel: place }
  const own = channel.isThread() ? channel.parent : channel
  return {
    server: channel.guildId,
    ...(own?.parentId && { category: own.parentId }),
    channel: channel.isThread() ? (channel.parentId ?? place) : place,
    ...(channel.isThread() && { thread: place }),
  }
}

/** Discord tells of a member's roles with all that they do, so what was heard last is what they asked with. */
const rolesOf = async (client: Client, serverId: string, personId: string): Promise<readonly string[]> => {
  const members = client.guilds.cache.get(serverId)?.members
  // A direct message may reach another process than the one that is in the server.
  if (members === undefined) return fetchedRoles(client, serverId, personId)
  const member = members.cache.get(personId) ?? (await members.fetch(personId).catch(() => undefined))
  return member ? [...member.roles.cache.keys()] : []
}

const memberSchema = z.object({ roles: z.array(z.string()) })

const fetchedRoles = async (
  { rest }: Client,
  serverId: string,
  personId: string,
): Promise<readonly string[]> => {
  const member = await rest.get(Routes.guildMember(serverId, personId)).catch(() => undefined)
  const roles = memberSchema.safeParse(member).data?.roles
  return roles === undefined ? [] : [serverId, ...roles]
}

/** What the bot may do in a channel. Allowed if unknown. */
const mayWrite = (
  channel: Channel | null,
  { user: me }: Client,
  isForbidden: boolean,
  now: number,
): Awaited<ReturnType<Places['mayHere']>> => {
  if (channel === null || channel.isDMBased()) return { write: !isForbidden, reply: true }
  const may = me === null ? null : channel.permissionsFor(me)
  const isTimedOut = (channel.guild.members.me?.communicationDisabledUntilTimestamp ?? 0) > now
  const { SendMessages, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits
  const mayPost = may?.has(channel.isThread() ? SendMessagesInThreads : SendMessages) ?? true
  return { write: !isTimedOut && !isForbidden && mayPost, reply: may?.has(ReadMessageHistory) ?? true }
}

const namesIn = (client: Client, guildId: string | undefined): Names => {
  const guild = guildId === undefined ? undefined : client.guilds.cache.get(guildId)
  return {
    user: (id) => guild?.members.cache.get(id)?.displayName ?? client.users.cache.get(id)?.displayName,
    channel: (id) => {
      const channel = client.channels.cache.get(id)
      return channel === undefined || channel.isDMBased() ? undefined : `#${channel.name}`
    },
    role: (id) => guild?.roles.cache.get(id)?.name,
  }
}
