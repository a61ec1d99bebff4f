import { ApplicationCommandType } from 'discord.js'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command } from './command.ts'
import { report } from './report.ts'

/** `/new`: the next question in this channel begins a new conversation. */
export const startAfresh = {
  definition: {
    ...localized(({ commands }) => commands.new),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: async (interaction, app) => {
    await interaction.deferReply()
    await app.store.startAfresh(placeOf(interaction))
    const content = `-# ${stringsFor(interaction.locale).newConversation.started}`
    await report(() => interaction.editReply({ content, allowedMentions: { parse: [] } }))
  },
} as const satisfies Command
