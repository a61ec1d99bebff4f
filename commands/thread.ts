import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js'
import { askInThread } from './asking/in-thread.ts'
import type { Command } from './command.ts'

/** `/thread`: asks in a new thread, named after the question. */
export const thread = {
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'thread',
    name_localizations: { ja: 'スレッド' },
    description: 'Ask Claude in a new thread',
    description_localizations: { ja: '新しいスレッドでClaudeに質問します' },
    contexts: [InteractionContextType.Guild],
    options: [
      {
        type: ApplicationCommandOptionType.String,
        name: 'prompt',
        name_localizations: { ja: '質問' },
        description: 'What you want to say',
        description_localizations: { ja: 'Claudeに言いたいこと' },
        required: true,
        max_length: 6000,
      },
    ],
  },
  run: (interaction, app) =>
    askInThread(interaction, { text: interaction.options.getString('prompt', true) }, app),
} as const satisfies Command
