import { ApplicationCommandOptionType, ApplicationCommandType, PermissionFlagsBits } from 'discord.js'
import { exportJson } from '../src/conversation/export-json.ts'
import { exportMarkdown } from '../src/conversation/export-markdown.ts'
import { fileNameOf, titleOf } from '../src/conversation/title.ts'
import type { Turn } from '../src/conversation/turn.ts'
import { placeOf } from '../src/discord/place-of.ts'
import { localized, localizedName } from '../src/words/localized.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'
import { everywhere } from './everywhere.ts'
import { privateWord } from './private-word.ts'

const formats = {
  markdown: { write: exportMarkdown, extension: 'md' },
  json: { write: exportJson, extension: 'json' },
} as const

/** `/export`: the conversation of this channel as a file, for whoever could read it there anyway. */
export const exportConversation = {
  definition: {
    ...localized(({ commands }) => commands.export),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
    options: [
      {
        ...localized(({ commands }) => commands.export.format),
        type: ApplicationCommandOptionType.String,
        choices: [
          { ...localizedName(({ commands }) => commands.export.markdown), value: 'markdown' },
          { ...localizedName(({ commands }) => commands.export.json), value: 'json' },
        ],
      },
    ],
  },
  run: async (interaction, { memory }) => {
    const words = wordsFor(interaction.locale)
    if (!(interaction.memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory) ?? true))
      return privateWord(interaction, words.export.mayNotRead)
    await interaction.deferReply({ flags: 'Ephemeral' })
    const { headId } = await memory.conversation(placeOf(interaction))
    const path = headId === null ? [] : await memory.path(headId)
    const { write, extension } =
      interaction.options.getString('format') === 'json' ? formats.json : formats.markdown
    const attachment = Buffer.from(write(path))
    if (path.length === 0) await interaction.editReply(words.export.nothing)
    else if (attachment.length > interaction.attachmentSizeLimit)
      await interaction.editReply(words.export.tooLarge)
    else {
      const name = `${nameOf(path) || words.thread.name}.${extension}`
      await interaction.editReply({ files: [{ attachment, name }] })
    }
  },
} as const satisfies Command

const nameOf = (path: readonly Turn[]): string => fileNameOf(titleOf(path[0]?.text ?? '', 60))
