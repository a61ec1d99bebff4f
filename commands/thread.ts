import { ApplicationCommandType, InteractionContextType } from 'discord.js'
import { localized } from '../src/i18n/languages.ts'
import { promptOption } from './ask.ts'
import { askInThread } from './asking/in-thread.ts'
import type { Command } from './command.ts'

/** `/thread`: asks in a new thread, named after the question. */
export const thread = {
  definition: {
    ...localized(({ commands }) => commands.thread),
    type: ApplicationCommandType.ChatInput,
    contexts: [InteractionContextType.Guild],
    options: [promptOption],
  },
  run: {
    answers: 'grows',
    asks: true,
    run: (interaction, app, view) =>
      askInThread(interaction, { text: interaction.options.getString('prompt', true) }, app, view),
  },
} as const satisfies Command
