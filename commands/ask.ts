import { ApplicationCommandOptionType, ApplicationCommandType, InteractionContextType } from 'discord.js'
import { speakerOf } from '../src/discord/speaker.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command } from './command.ts'
import { controls } from './controls/controls.ts'

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
        origin: interaction.id,
      },
      words: wordsFor(interaction.locale),
      view,
    })
  },
  buttons: controls,
} as const satisfies Command
