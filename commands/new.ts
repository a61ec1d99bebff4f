import { ApplicationCommandType } from 'discord.js'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command } from './command.ts'

/** `/new`: the next question in this channel begins a new conversation. */
export const startAfresh = {
  definition: {
    ...localized(({ commands }) => commands.new),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: {
    answers: 'public',
    run: async (interaction, { store }) => {
      await store.startAfresh(placeOf(interaction))
      return { shown: `-# ${stringsFor(interaction.locale).newConversation.started}` }
    },
  },
} as const satisfies Command
