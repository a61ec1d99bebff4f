import { PermissionsBitField } from 'discord.js'

/** What the bot needs in a channel, the most important first. */
export const neededPermissions = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'AttachFiles',
] as const

/**
 * The address that adds the bot to a server with what it needs
 * (https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow).
 */
export const inviteLink = (applicationId: string): string =>
  `https://discord.com/oauth2/authorize?client_id=${applicationId}&scope=bot+applications.commands&permissions=${PermissionsBitField.resolve(neededPermissions)}`
