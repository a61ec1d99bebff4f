import { type BaseInteraction, GuildMember } from 'discord.js'
import type { Speaker } from '../../conversation/turn.ts'

/** The author of an interaction, with their name in this server. */
export const speakerOf = ({ user, member }: Pick<BaseInteraction, 'user' | 'member'>): Speaker => ({
  id: user.id,
  name: member instanceof GuildMember ? member.displayName : user.displayName,
})
