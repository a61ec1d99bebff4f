import { type BaseInteraction, InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { PlaceId } from '../../conversation/turn.ts'
import { hasBotAccess } from './bot-access.ts'

/**
 * The place of an interaction's conversation: the channel. If only the person has installed the app and others cannot
 * see its answers, each person has their own (https://docs.discord.com/developers/topics/permissions:
 * USE_EXTERNAL_APPS).
 */
export const placeOf = (
  interaction: Pick<
    BaseInteraction,
    'channelId' | 'user' | 'context' | 'memberPermissions' | 'authorizingIntegrationOwners' | 'appPermissions'
  >,
): PlaceId => {
  const { channelId, user, context, memberPermissions } = interaction
  const isSeen =
    context !== InteractionContextType.Guild ||
    hasBotAccess(interaction) ||
    memberPermissions?.has(PermissionFlagsBits.UseExternalApps)
  return isSeen ? (channelId ?? '') : `${channelId}:${user.id}`
}
