import {
  type Channel,
  ChannelType,
  type Client,
  DiscordAPIError,
  PermissionFlagsBits,
  Routes,
} from 'discord.js'
import type { PlaceDescription } from '../conversation/present-note.ts'
import type { PlaceId } from '../conversation/turn.ts'
import type { Location } from '../settings/level.ts'
import type { ForbiddenChannels } from './forbidden-channels.ts'
import { readReferenced } from './messages/incoming-message.ts'
import type { Places } from './messages/message-context.ts'
import type { Names } from './messages/name-mentions.ts'
import { requestFailure } from './rest/request-failure.ts'
import type { ReplyScreensContext } from './screen/reply-screens.ts'

/** The most messages of one reply in a thread or direct message, where it disturbs nobody else. */
const mostInPrivate = 20

/** What Discord itself remembers of channels; it is asked once for those that it has not told of. */
export const createPlaces = (
  client: Client,
  forbidden: ForbiddenChannels,
  maxMessages: number,
): Places &
  Pick<ReplyScreensContext, 'hasThreads' | 'mostMessages'> & {
    /** What Discord calls a place, as far as it has told. */
    readonly describe: (place: PlaceId) => PlaceDescription
    /** Where a place is. Of a channel that Discord has not told of, only that. */
    readonly locate: (place: PlaceId) => Location
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
    messageIn: async (channelId, messageId) => {
      try {
        return readReferenced(await client.rest.get(Routes.channelMessage(channelId, messageId)))
      } catch (error) {
        // The question is answered without what it replies to, if that cannot be had.
        if (requestFailure(error) === 'bug') throw error
        return undefined
      }
    },
    nameOf: (channelId) => {
      const channel = cached(channelId)
      return channel === undefined || channel.isDMBased() ? '' : `#${channel.name}`
    },
    describe: (place) => {
      // A place where an app answers one person is `channel:user`.
      const channel = cached(place.split(':', 1)[0] ?? place)
      if (channel === undefined || channel.isDMBased()) return {}
      const about = channel.isThread() ? channel.parent : channel
      const topic = about && 'topic' in about ? about.topic : null
      return { server: channel.guild.name, channel: `#${channel.name}`, ...(topic && { topic }) }
    },
    locate: (place) => locationOf(place, cached(place)),
    localeOf: (guildId) => client.guilds.cache.get(guildId)?.preferredLocale,
    reaches: async (channelId) => (await fetched(channelId)) !== null,
    mostMessages: (channelId) => {
      const channel = cached(channelId)
      if (channel === undefined) return undefined
      if (channel.isDMBased()) return Math.max(maxMessages, mostInPrivate)
      const may = client.user && channel.permissionsFor(client.user)
      if (may?.has(PermissionFlagsBits.AttachFiles) !== true) return undefined
      return channel.isThread() ? Math.max(maxMessages, mostInPrivate) : maxMessages
    },
    hasThreads: (channelId) => {
      const type = cached(channelId)?.type
      return type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement
    },
  }
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

/** What the bot may do in a channel; what Discord does not tell is taken for allowed. */
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
