import { type BaseInteraction, PermissionFlagsBits } from 'discord.js'
import type { Actor } from '../../replies/running-replies.ts'

/** The person behind an interaction. Moderators have "Manage Messages" in the channel. */
export const actorOf = ({
  user,
  memberPermissions,
}: Pick<BaseInteraction, 'user' | 'memberPermissions'>): Actor => ({
  id: user.id,
  isModerator: memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
})
