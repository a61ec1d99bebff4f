import { InteractionContextType } from 'discord.js'

/** Servers, the bot's direct messages, and channels that people bring the bot along to. */
export const everywhere = [
  InteractionContextType.Guild,
  InteractionContextType.BotDM,
  InteractionContextType.PrivateChannel,
] as const
