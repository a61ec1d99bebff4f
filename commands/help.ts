import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  GatewayIntentBits,
  InteractionContextType,
} from 'discord.js'
import { isBotThere } from '../src/discord/interactions/bot-access.ts'
import type { Wanted } from '../src/i18n/help-strings.ts'
import { localized } from '../src/i18n/localized.ts'
import { type Strings, stringsFor } from '../src/i18n/strings.ts'
import { allContexts } from './all-contexts.ts'
import type { Command } from './command.ts'
import { replyEphemeral } from './reply-ephemeral.ts'

/** `/help`: what can be done here, and what the bot lacks for the rest. */
export const help = {
  definition: {
    ...localized(({ commands }) => commands.help),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: (interaction) => replyEphemeral(interaction, helpFor(interaction)),
} as const satisfies Command

const helpFor = (interaction: ChatInputCommandInteraction): string => {
  const strings = stringsFor(interaction.locale)
  return [
    `**${strings.help.commands}**`,
    ...Object.values(strings.commands).map(({ name, description }) => `- \`/${name}\` ${description}`),
    `- ${strings.help.menu(strings.askAbout.menu)}`,
    strings.help.buttons,
    '',
    `**${strings.help.bot}**`,
    ...abilities(interaction, strings).map((line) => `- ${line}`),
  ].join('\n')
}

const wanted = [
  'ViewChannel',
  'SendMessages',
  'SendMessagesInThreads',
  'ReadMessageHistory',
  'CreatePublicThreads',
  'AttachFiles',
] as const satisfies readonly Wanted[]

const abilities = (interaction: ChatInputCommandInteraction, { help }: Strings): readonly string[] => {
  if (interaction.context === InteractionContextType.BotDM) return [help.directMessages]
  if (!isBotThere(interaction)) return [help.userInstalled]
  const missing = wanted.filter((name) => !interaction.appPermissions.has(name))
  const reads = interaction.client.options.intents.has(GatewayIntentBits.MessageContent)
  return [
    ...(missing.length === 0 ? [help.allThere] : missing.map((name) => help.missing[name])),
    reads ? help.readsMessages : help.readsMentions,
  ]
}
