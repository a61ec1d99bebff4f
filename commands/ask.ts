import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type ButtonInteraction,
  InteractionContextType,
  MessageFlags,
  PermissionFlagsBits,
} from 'discord.js'
import { speakerOf } from '../src/discord/speaker.ts'
import { wordsFor } from '../src/words/words.ts'
import { answerAgain } from './answer-again.ts'
import type { App, Command } from './command.ts'

/** `/ask`: starts the channel's conversation with Claude, or goes on with it. */
export const ask = {
  definition: {
    type: ApplicationCommandType.ChatInput,
    name: 'ask',
    description: 'Ask Claude. Goes on with this channel’s conversation.',
    description_localizations: { ja: 'Claudeに質問します。このチャンネルの会話の続きになります。' },
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
    ],
  },
  run: async (interaction, app) => {
    const view = await app.screens.defer(interaction)
    await app.answering.ask({
      question: {
        place: interaction.channelId,
        speaker: speakerOf(interaction),
        text: interaction.options.getString('prompt', true),
        files: [],
        locale: interaction.locale,
        origin: interaction.id,
      },
      words: wordsFor(interaction.locale),
      view,
    })
  },
  buttons: { stop: (interaction, id, app) => stop(interaction, id, app), 'answer-again': answerAgain },
} as const satisfies Command

const stop = async (interaction: ButtonInteraction, questionId: string, app: App): Promise<void> => {
  const words = wordsFor(interaction.locale)
  const outcome = app.answering.stop(questionId, interaction.channelId, {
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
