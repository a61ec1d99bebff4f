import { ApplicationIntegrationType, InteractionContextType } from 'discord.js'

/** Where a command can be used: in servers, the bot's direct messages, and wherever people bring the bot along to. */
export const allContexts = {
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
  integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
}
