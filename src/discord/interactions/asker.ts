import { type BaseInteraction, GuildMember, InteractionContextType } from 'discord.js'
import type { Access } from '../access.ts'
import { placeOf } from './place-of.ts'

/** Who acts, and where, as far as the right to ask is concerned. */
export const accessOf = (interaction: BaseInteraction): Access => {
  const { member, user, context, guildId } = interaction
  const roles = member instanceof GuildMember ? [...member.roles.cache.keys()] : (member?.roles ?? [])
  return {
    place: placeOf(interaction),
    guildId: guildId ?? undefined,
    isDirect: context === InteractionContextType.BotDM,
    asker: { id: user.id, roles },
  }
}
