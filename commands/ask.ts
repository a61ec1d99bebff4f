import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { speakerOf } from '../src/discord/speaker.ts'
import { localized } from '../src/words/localized.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'
import { controls } from './controls/controls.ts'
import { everywhere } from './everywhere.ts'

/** `/ask`: starts the channel's conversation with Claude, or goes on with it. */
export const ask = {
  definition: {
    ...localized(({ commands }) => commands.ask),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
    options: [
      {
        ...localized(({ commands }) => commands.ask.prompt),
        type: ApplicationCommandOptionType.String,
        required: true,
        max_length: 6000,
      },
    ],
  },
  run: async (interaction, app) => {
    const view = await app.screens.defer(interaction)
    await app.answering.ask({
      question: {
        place: interaction.channelId,
        speaker: speakerOf(interaction),
        text: interaction.options.getString('prompt', true),
        files: [],
        locale: interaction.locale,
        origin: interaction.id,
      },
      words: wordsFor(interaction.locale),
      view,
    })
  },
  buttons: controls,
} as const satisfies Command
