import { type BaseInteraction, Locale, Routes } from 'discord.js'
import { z } from 'zod'
import { requestFailure } from '../../src/discord/rest/request-failure.ts'

const guildSchema = z.object({ preferred_locale: z.string() })

/**
 * The language of a server that somebody is a member of; undefined where they are not. Also where the interaction came from
 * elsewhere, such as a direct message, which another process than the server's may get.
 */
export const localeOfServer = async (
  { guildId, guildLocale, user, client }: BaseInteraction,
  serverId: string,
): Promise<string | undefined> => {
  if (guildId === serverId) return guildLocale ?? Locale.EnglishUS
  try {
    await client.rest.get(Routes.guildMember(serverId, user.id))
    const known = client.guilds.cache.get(serverId)?.preferredLocale
    return known ?? guildSchema.parse(await client.rest.get(Routes.guild(serverId))).preferred_locale
  } catch (error) {
    if (requestFailure(error) === 'gone') return undefined
    throw error
  }
}
