import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  GatewayIntentBits,
  InteractionContextType,
} from 'discord.js'
import { isBotThere } from '../src/discord/bot-access.ts'
import type { Wanted } from '../src/words/help-words.ts'
import { localized } from '../src/words/localized.ts'
import { type Words, wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'
import { everywhere } from './everywhere.ts'
import { privateWord } from './private-word.ts'

/** `/help`: what can be done here, and what the bot lacks for the rest. */
export const help = {
  definition: {
    ...localized(({ commands }) => commands.help),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
  },
  run: (interaction) => privateWord(interaction, helpFor(interaction)),
} as const satisfies Command

const helpFor = (interaction: ChatInputCommandInteraction): string => {
  const words = wordsFor(interaction.locale)
  return [
    `**${words.help.commands}**`,
    ...Object.values(words.commands).map(({ name, description }) => `- \`/${name}\` ${description}`),
    `- ${words.help.menu(words.askAbout.menu)}`,
    words.help.buttons,
    '',
    `**${words.help.bot}**`,
    ...abilities(interaction, words).map((line) => `- ${line}`),
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

const abilities = (interaction: ChatInputCommandInteraction, { help }: Words): readonly string[] => {
  if (interaction.context === InteractionContextType.BotDM) return [help.directMessages]
  if (!isBotThere(interaction)) return [help.userInstalled]
  const missing = wanted.filter((name) => !interaction.appPermissions.has(name))
  const reads = interaction.client.options.intents.has(GatewayIntentBits.MessageContent)
  return [
    ...(missing.length === 0 ? [help.allThere] : missing.map((name) => help.missing[name])),
    reads ? help.readsMessages : help.readsMentions,
  ]
}
