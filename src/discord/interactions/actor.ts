import { type BaseInteraction, PermissionFlagsBits } from 'discord.js'
import type { Actor } from '../../replies/running-replies.ts'

/** Who acts. Moderators are those who may delete the messages of others there. */
export const actorOf = ({
  user,
  memberPermissions,
}: Pick<BaseInteraction, 'user' | 'memberPermissions'>): Actor => ({
  id: user.id,
  isModerator: memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
})
