import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { toAttachment } from '../src/discord/interactions/to-attachment.ts'
import { localized } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import { askInPlace } from './asking/in-place.ts'
import { askInThread } from './asking/in-thread.ts'
import { promptOption } from './asking/prompt-option.ts'
import type { Command } from './command.ts'
import { controls } from './controls/controls.ts'

const fileOptions = ['file', 'file2', 'file3'] as const

/** `/ask`: starts the channel's conversation with Claude, or goes on with it. */
export const ask = {
  definition: {
    ...localized(({ commands }) => commands.ask),
    ...allContexts,
    type: ApplicationCommandType.ChatInput,
    options: [
      promptOption,
      {
        ...localized(({ commands }) => commands.ask.thread),
        type: ApplicationCommandOptionType.Boolean,
      },
      ...fileOptions.map((name) => ({
        ...localized(({ commands }) => commands.ask[name]),
        type: ApplicationCommandOptionType.Attachment as const,
      })),
    ],
  },
  run: async (interaction, app) => {
    const asked = {
      text: interaction.options.getString('prompt', true),
      attachments: fileOptions.flatMap((name) => {
        const attachment = interaction.options.getAttachment(name)
        return attachment === null ? [] : [toAttachment(attachment)]
      }),
    }
    if (interaction.options.getBoolean('thread')) await askInThread(interaction, asked, app)
    else await askInPlace(interaction, asked, app)
  },
  buttons: controls,
} as const satisfies Command
