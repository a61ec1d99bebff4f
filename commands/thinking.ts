import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { localized, localizedName } from '../src/words/localized.ts'
import { wordsFor } from '../src/words/words.ts'
import { changeSettings } from './change-settings.ts'
import type { Command } from './command.ts'
import { everywhere } from './everywhere.ts'

/** `/thinking`: shows or hides summaries of Claude's thinking in this channel. */
export const thinking = {
  definition: {
    ...localized(({ commands }) => commands.thinking),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
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
  run: (interaction, app) => {
    const { settings } = wordsFor(interaction.locale)
    const showThinking = interaction.options.getString('summary', true) === 'show'
    const told = showThinking ? settings.thinkingShown : settings.thinkingHidden
    return changeSettings(interaction, { showThinking }, told, app)
  },
} as const satisfies Command
