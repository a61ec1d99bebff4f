import {
  ApplicationIntegrationType,
  type BaseInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'

/** Whether the bot itself is where somebody acts, and not just brought along by them. */
export const isGuildInstalled = ({
  authorizingIntegrationOwners,
}: Pick<BaseInteraction, 'authorizingIntegrationOwners'>): boolean =>
  authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] !== undefined

/**
 * Whether the bot itself is where somebody acts, and sees the channel: only then can it edit and post there by its own
 * routes. An app that people have installed for themselves answers through interactions alone.
 */
export const hasBotAccess = (
  interaction: Pick<BaseInteraction, 'authorizingIntegrationOwners' | 'appPermissions'>,
): boolean => isGuildInstalled(interaction) && interaction.appPermissions.has(PermissionFlagsBits.ViewChannel)

/** Whether the bot's own routes reach the messages of an interaction, beside its token: also in a conversation with itself. */
export const canUseBotToken = (
  interaction: Pick<BaseInteraction, 'authorizingIntegrationOwners' | 'appPermissions' | 'context'>,
): boolean => interaction.context === InteractionContextType.BotDM || hasBotAccess(interaction)

/** Whether the bot may post where somebody acts, so that a reply can go on there when the interaction has ended. */
export const canSendMessages = ({
  appPermissions,
  channel,
}: Pick<BaseInteraction, 'appPermissions' | 'channel'>): boolean =>
  appPermissions.has(
    channel?.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
  )
