import { type BaseInteraction, PermissionFlagsBits } from 'discord.js'
import type { Presser } from '../answer/answering.ts'

/** Who acts. Moderators are those who may delete the messages of others there. */
export const presserOf = ({
  user,
  memberPermissions,
}: Pick<BaseInteraction, 'user' | 'memberPermissions'>): Presser => ({
  id: user.id,
  isModerator: memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
})
