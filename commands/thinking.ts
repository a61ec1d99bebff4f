import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import { changeSettings, mayChangeSettings, moderators } from './change-settings.ts'
import type { Command } from './command.ts'

/** `/thinking`: shows or hides summaries of Claude's thinking in this channel. */
export const thinking = {
  definition: {
    ...localized(({ commands }) => commands.thinking),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    default_member_permissions: moderators,
    options: [
      {
        ...localized(({ commands }) => commands.thinking.summary),
        type: ApplicationCommandOptionType.String,
        required: true,
        choices: [
          { ...localizedName(({ commands }) => commands.thinking.show), value: 'show' },
          { ...localizedName(({ commands }) => commands.thinking.hide), value: 'hide' },
        ],
      },
    ],
  },
  run: {
    answers: 'public',
    may: mayChangeSettings,
    run: (interaction, app) => {
      const { settings } = stringsFor(interaction.locale)
      const showThinking = interaction.options.getString('summary', true) === 'show'
      const told = showThinking ? settings.thinkingShown : settings.thinkingHidden
      return changeSettings(interaction, { thinking: showThinking }, told, app)
    },
  },
} as const satisfies Command
