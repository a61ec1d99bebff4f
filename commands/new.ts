import { ApplicationCommandType } from 'discord.js'
import { placeOf } from '../src/discord/place-of.ts'
import { localized } from '../src/words/localized.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'
import { everywhere } from './everywhere.ts'

/** `/new`: the next question in this channel begins a new conversation. */
export const startAfresh = {
  definition: {
    ...localized(({ commands }) => commands.new),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
  },
  run: async (interaction, app) => {
    await interaction.deferReply()
    await app.memory.startAfresh(placeOf(interaction))
    await interaction.editReply({
      content: `-# ${wordsFor(interaction.locale).newConversation}`,
      allowedMentions: { parse: [] },
    })
  },
} as const satisfies Command
