import { type Client, DiscordAPIError } from 'discord.js'
import type { Places } from './talk/talk.ts'

/** What Discord itself remembers of channels; it is asked once for those that it has not told of. */
export const createPlaces = (
  client: Client,
): Places & { readonly guildOf: (id: string) => string | undefined } => {
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
    nameOf: (channelId) => {
      const channel = cached(channelId)
      return channel === undefined || channel.isDMBased() ? '' : `#${channel.name}`
    },
    localeOf: (guildId) => client.guilds.cache.get(guildId)?.preferredLocale,
    guildOf: (channelId) => {
      const channel = cached(channelId)
      return channel === undefined || channel.isDMBased() ? undefined : channel.guildId
    },
  }
}
