import { ApplicationIntegrationType, InteractionContextType } from 'discord.js'

/** Servers, the bot's direct messages, and channels that people bring the bot along to. */
export const everywhere = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
] as const

/** In servers that have added the bot, and for people who have added it to their account. */
export const everyInstallation = [
  ApplicationIntegrationType.GuildInstall,
  ApplicationIntegrationType.UserInstall,
] as const
