import { type BaseInteraction, ChannelType, PermissionFlagsBits } from 'discord.js'
import { hasBotAccess } from '../interactions/bot-access.ts'

const { CreatePublicThreads, SendMessagesInThreads, ReadMessageHistory } = PermissionFlagsBits

/** Why no thread can be opened here; undefined if one can. */
export const threadPermission = (
  interaction: BaseInteraction,
): 'not-here' | 'you-may-not' | 'bot-may-not' | undefined => {
  const type = interaction.channel?.type
  const hasThreads = type === ChannelType.GuildText || type === ChannelType.GuildAnnouncement
  if (!hasThreads || !hasBotAccess(interaction)) return 'not-here'
  if (!interaction.memberPermissions?.has(CreatePublicThreads)) return 'you-may-not'
  const needed = [CreatePublicThreads, SendMessagesInThreads, ReadMessageHistory]
  return interaction.appPermissions.has(needed) ? undefined : 'bot-may-not'
}
