import { ApplicationIntegrationType, type BaseInteraction, PermissionFlagsBits } from 'discord.js'

/**
 * Whether the bot itself is where somebody acts, and sees the channel: only then can it edit and post there by its own
 * routes. An app that people have installed for themselves answers through interactions alone.
 */
export const hasBotAccess = ({
  authorizingIntegrationOwners,
  appPermissions,
}: Pick<BaseInteraction, 'authorizingIntegrationOwners' | 'appPermissions'>): boolean =>
  authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] !== undefined &&
  appPermissions.has(PermissionFlagsBits.ViewChannel)
