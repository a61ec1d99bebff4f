import { ApplicationCommandOptionType, ApplicationCommandType, PermissionFlagsBits } from 'discord.js'
import { exportJson, leastJsonLength } from '../src/conversation/export-json.ts'
import { exportMarkdown } from '../src/conversation/export-markdown.ts'
import { noContents } from '../src/conversation/file-contents.ts'
import { fileNameOf, titleOf } from '../src/conversation/title.ts'
import type { Turn } from '../src/conversation/turn.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, localizedName, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command } from './command.ts'

const formats = {
  markdown: { write: exportMarkdown, extension: 'md', least: () => 0, hasFiles: false },
  json: { write: exportJson, extension: 'json', least: leastJsonLength, hasFiles: true },
} as const

/** `/export`: sends the conversation of this channel privately, as a file. */
export const exportConversation = {
  definition: {
    ...localized(({ commands }) => commands.export),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
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
  run: {
    answers: 'private',
    may: ({ memberPermissions, locale }) =>
      (memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory) ?? true)
        ? undefined
        : stringsFor(locale).export.mayNotRead,
    run: async (interaction, { store }) => {
      const strings = stringsFor(interaction.locale)
      const { headId } = await store.conversation(placeOf(interaction))
      const path = headId === null ? [] : await store.path(headId)
      const { write, extension, least, hasFiles } =
        interaction.options.getString('format') === 'json' ? formats.json : formats.markdown
      if (path.length === 0) return { shown: strings.export.nothing }
      // Attachments are not read if the export is too large without them.
      if (least(path) > interaction.attachmentSizeLimit) return { shown: strings.export.tooLarge }
      const attachment = Buffer.from(
        write(path, hasFiles ? await store.fileContents(withFiles(path)) : noContents),
      )
      if (attachment.length > interaction.attachmentSizeLimit) return { shown: strings.export.tooLarge }
      const name = `${nameOf(path) || strings.thread.name}.${extension}`
      return { shown: { files: [{ attachment, name }] } }
    },
  },
} as const satisfies Command

const withFiles = (path: readonly Turn[]): readonly string[] =>
  path.flatMap((turn) => (turn.role === 'question' && turn.files.length > 0 ? [turn.id] : []))

const nameOf = (path: readonly Turn[]): string => fileNameOf(titleOf(path[0]?.text ?? '', 60))
