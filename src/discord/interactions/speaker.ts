import { type BaseInteraction, GuildMember } from 'discord.js'
import type { Speaker } from '../../conversation/turn.ts'

/** Who used a command or button, by the name that others see in this server. */
export const speakerOf = ({ user, member }: Pick<BaseInteraction, 'user' | 'member'>): Speaker => ({
  id: user.id,
  name: member instanceof GuildMember ? member.displayName : user.displayName,
})
