import {
  ApplicationIntegrationType,
  type BaseInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js'

/** Whether the app is installed in the server (guild install), not only by the person (user install). */
export const isGuildInstalled = ({
  authorizingIntegrationOwners,
}: Pick<BaseInteraction, 'authorizingIntegrationOwners'>): boolean =>
  authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] !== undefined

/**
 * Whether the bot is a member of the server and sees the channel, so that it can post and edit with its own token. A
 * user-installed app answers through interactions only.
 */
export const hasBotAccess = (
  interaction: Pick<BaseInteraction, 'authorizingIntegrationOwners' | 'appPermissions'>,
): boolean => isGuildInstalled(interaction) && interaction.appPermissions.has(PermissionFlagsBits.ViewChannel)

/**
 * Whether the bot's own token can edit the messages of an interaction. It also can in a direct message with the bot.
 */
export const canUseBotToken = (
  interaction: Pick<BaseInteraction, 'authorizingIntegrationOwners' | 'appPermissions' | 'context'>,
): boolean => interaction.context === InteractionContextType.BotDM || hasBotAccess(interaction)

/** Whether the bot may send messages in the channel, so that a reply can continue after the interaction has expired. */
export const canSendMessages = ({
  appPermissions,
  channel,
}: Pick<BaseInteraction, 'appPermissions' | 'channel'>): boolean =>
  appPermissions.has(
    channel?.isThread() ? PermissionFlagsBits.SendMessagesInThreads : PermissionFlagsBits.SendMessages,
  )
