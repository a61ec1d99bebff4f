import { ApplicationIntegrationType, InteractionContextType } from 'discord.js'

/**
 * Contexts of a command: servers, direct messages with the bot, and everywhere else for people who have installed the
 * app for themselves.
 */
export const allContexts = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}
