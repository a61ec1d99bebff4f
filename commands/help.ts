import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  GatewayIntentBits,
  InteractionContextType,
} from 'discord.js'
import about from '../package.json' with { type: 'json' }
import { isGuildInstalled } from '../src/discord/interactions/bot-access.ts'
import { commandMentions } from '../src/discord/interactions/command-mentions.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { neededPermissions } from '../src/operate/needed-permissions.ts'
import { allContexts } from './all-contexts.ts'
import type { App, Command } from './command.ts'

/** `/help`: what the bot can do here, and which permissions it is missing. */
export const help = {
  definition: {
    ...localized(({ commands }) => commands.help),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: { answers: 'private', run: async (interaction, app) => ({ shown: helpFor(interaction, app) }) },
} as const satisfies Command

const helpFor = (interaction: ChatInputCommandInteraction, { commandIds, owner }: App): string => {
  const strings = stringsFor(interaction.locale)
  const mentions = commandMentions(strings, commandIds)
  return [
    ...strings.help.lines(mentions, strings.askAbout.menu, strings.details.menu),
    ...abilities(interaction, strings),
    `-# ${strings.help.about(about.version, owner)}`,
  ].join('\n')
}

const abilities = (interaction: ChatInputCommandInteraction, { help }: Strings): readonly string[] => {
  if (interaction.context === InteractionContextType.BotDM) return [help.directMessages]
  if (!isGuildInstalled(interaction)) return [help.userInstalled]
  const missing = neededPermissions.filter((name) => !interaction.appPermissions.has(name))
  const reads = interaction.client.options.intents.has(GatewayIntentBits.MessageContent)
  return [...missing.map((name) => help.missing[name]), reads ? help.readsMessages : help.readsMentions]
}
