import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ButtonInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import { placeOf } from '../src/discord/place-of.ts'
import { wordsFor } from '../src/words/words.ts'
import { answerAgain } from './answer-again.ts'
import { askInPlace } from './asking/in-place.ts'
import { askInThread } from './asking/in-thread.ts'
import type { App, Command } from './command.ts'

/** `/ask`: starts the channel's conversation with Claude, or goes on with it. */
export const ask = {
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: 'Ask Claude. Goes on with this channel’s conversation.',
    description_localizations: { ja: 'Claudeに質問します。このチャンネルの会話の続きになります。' },
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [
      InteractionContextType.Guild,
      InteractionContextType.BotDM,
      InteractionContextType.PrivateChannel,
    ],
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
      {
        type: ApplicationCommandOptionType.Boolean,
        name: 'thread',
        name_localizations: { ja: 'スレッド' },
        description: 'Answer in a new thread',
        description_localizations: { ja: '新しいスレッドで答えます' },
      },
    ],
  },
  run: async (interaction, app) => {
    const text = interaction.options.getString('prompt', true)
    if (interaction.options.getBoolean('thread')) await askInThread(interaction, { text }, app)
    else await askInPlace(interaction, { text }, app)
  },
  buttons: { stop: (interaction, id, app) => stop(interaction, id, app), 'answer-again': answerAgain },
} as const satisfies Command

const stop = async (interaction: ButtonInteraction, questionId: string, app: App): Promise<void> => {
  const words = wordsFor(interaction.locale)
  const outcome = app.answering.stop(questionId, placeOf(interaction), {
    id: interaction.user.id,
    isModerator: interaction.memberPermissions?.has(PermissionFlagsBits.ManageMessages) ?? false,
  })
  switch (outcome) {
    case 'stopped':
      await interaction.deferUpdate()
      return
    case 'not-yours':
      await interaction.reply({ content: words.notYours, flags: MessageFlags.Ephemeral })
      return
    case 'gone':
      await interaction.reply({ content: words.gone, flags: MessageFlags.Ephemeral })
  }
}
