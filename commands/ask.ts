import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { localized } from '../src/words/localized.ts'
import { askInPlace } from './asking/in-place.ts'
import { askInThread } from './asking/in-thread.ts'
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
      {
        ...localized(({ commands }) => commands.ask.thread),
        type: ApplicationCommandOptionType.Boolean,
      },
    ],
  },
  run: async (interaction, app) => {
    const text = interaction.options.getString('prompt', true)
    if (interaction.options.getBoolean('thread')) await askInThread(interaction, { text }, app)
    else await askInPlace(interaction, { text }, app)
  },
  buttons: controls,
} as const satisfies Command
