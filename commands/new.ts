import { ApplicationCommandType, ApplicationIntegrationType, InteractionContextType } from 'discord.js'
import { placeOf } from '../src/discord/place-of.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'

/** `/new`: the next question in this channel begins a new conversation. */
export const startAfresh = {
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'new',
    description: 'Start a new conversation in this channel',
    description_localizations: { ja: 'このチャンネルで新しい会話を始めます' },
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
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
