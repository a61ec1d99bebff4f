import { ApplicationCommandType, InteractionContextType } from 'discord.js'
import { localized } from '../src/i18n/languages.ts'
import { askInThread } from './asking/in-thread.ts'
import { promptOption } from './asking/prompt-option.ts'
import type { Command } from './command.ts'

/** `/thread`: asks in a new thread, named after the question. */
export const thread = {
  definition: {
    ...localized(({ commands }) => commands.thread),
    type: ApplicationCommandType.ChatInput,
    contexts: [InteractionContextType.Guild],
    options: [promptOption],
  },
  run: (interaction, app) =>
    askInThread(interaction, { text: interaction.options.getString('prompt', true) }, app),
} as const satisfies Command
