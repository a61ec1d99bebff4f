import { type Client, DiscordAPIError, Routes } from 'discord.js'
import { z } from 'zod'

const inGuild = z.object({ guild_id: z.string().optional() })

/**
 * Makes a channel and its server known to a client whose session another process began: Discord tells it of no server until
 * something happens there. A server is asked for once. Never rejects; `onFault` is told of what is no answer of Discord's.
 */
export const createLearnGuild = (
  client: Client,
  onFault: (error: unknown) => void,
): ((channelId: string) => Promise<void>) => {
  const learning = new Map<string, Promise<void>>()
  const learn = async (guildId: string): Promise<void> => {
    const guild = await client.guilds.fetch(guildId)
    await Promise.all([guild.channels.fetch(), guild.channels.fetchActiveThreads(), guild.members.fetchMe()])
  }
  return async (channelId) => {
    try {
      if (client.channels.cache.has(channelId)) return
      const { guild_id: guildId } = inGuild.parse(await client.rest.get(Routes.channel(channelId)))
      if (guildId === undefined) return
      if (!learning.has(guildId)) {
        if (client.guilds.cache.has(guildId)) return
        learning.set(
          guildId,
          learn(guildId).finally(() => learning.delete(guildId)),
        )
      }
      await learning.get(guildId)
    } catch (error) {
      // The bot is not there any more, or never was: where an app answers one person it need not be.
      if (!(error instanceof DiscordAPIError && error.status < 500)) onFault(error)
    }
  }
}
