import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { toAttachment } from '../src/discord/interactions/to-attachment.ts'
import { localized } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import { askInPlace } from './asking/in-place.ts'
import { askInThread } from './asking/in-thread.ts'
import type { Command } from './command.ts'
import { controls } from './controls/controls.ts'

const fileOptions = ['file', 'file2', 'file3'] as const

/** The option with the question. */
export const promptOption = {
  ...localized(({ commands }) => commands.ask.prompt),
  type: ApplicationCommandOptionType.String,
  required: true,
  max_length: 6000,
} as const

/** `/ask`: starts or continues the channel's conversation with Claude. */
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
  run: {
    answers: 'grows',
    asks: true,
    run: (interaction, app, view) => {
      const asked = {
        text: interaction.options.getString('prompt', true),
        attachments: fileOptions.flatMap((name) => {
          const attachment = interaction.options.getAttachment(name)
          return attachment === null ? [] : [toAttachment(attachment)]
        }),
      }
      const answer = interaction.options.getBoolean('thread') ? askInThread : askInPlace
      return answer(interaction, asked, app, view)
    },
  },
  buttons: controls,
} as const satisfies Command
