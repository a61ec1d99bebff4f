import {
  ApplicationCommandType,
  type ChatInputCommandInteraction,
  GatewayIntentBits,
  InteractionContextType,
} from 'discord.js'
import { isGuildInstalled } from '../src/discord/interactions/bot-access.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { neededPermissions } from '../src/operate/needed-permissions.ts'
import { allContexts } from './all-contexts.ts'
import type { Command } from './command.ts'

/** `/help`: what the bot can do here, and which permissions it is missing. */
export const help = {
  definition: {
    ...localized(({ commands }) => commands.help),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: { answers: 'private', run: async (interaction) => ({ shown: helpFor(interaction) }) },
} as const satisfies Command

const helpFor = (interaction: ChatInputCommandInteraction): string => {
  const strings = stringsFor(interaction.locale)
  const { commands } = strings
  const mentions = {
    ask: `\`/${commands.ask.name}\``,
    thread: `\`/${commands.thread.name}\``,
    new: `\`/${commands.new.name}\``,
    export: `\`/${commands.export.name}\``,
    forget: `\`/${commands.forget.name}\``,
    model: `\`/${commands.model.name}\``,
    persona: `\`/${commands.persona.name}\``,
    search: `\`/${commands.search.name}\``,
    thinking: `\`/${commands.thinking.name}\``,
    status: `\`/${commands.status.name}\``,
    usage: `\`/${commands.usage.name}\``,
    settings: `\`/${commands.settings.name}\``,
    help: `\`/${commands.help.name}\``,
  }
  return [
    ...strings.help.lines(mentions, strings.askAbout.menu, strings.details.menu),
    ...abilities(interaction, strings),
  ].join('\n')
}

const abilities = (interaction: ChatInputCommandInteraction, { help }: Strings): readonly string[] => {
  if (interaction.context === InteractionContextType.BotDM) return [help.directMessages]
  if (!isGuildInstalled(interaction)) return [help.userInstalled]
  const missing = neededPermissions.filter((name) => !interaction.appPermissions.has(name))
  const reads = interaction.client.options.intents.has(GatewayIntentBits.MessageContent)
  return [...missing.map((name) => help.missing[name]), reads ? help.readsMessages : help.readsMentions]
}
