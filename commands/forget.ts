import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  ButtonStyle,
  ComponentType,
  InteractionContextType,
} from 'discord.js'
import { placeOf } from '../src/discord/place-of.ts'
import { presserOf } from '../src/discord/presser.ts'
import { localized } from '../src/words/localized.ts'
import { wordsFor } from '../src/words/words.ts'
import type { Command, Press } from './command.ts'
import { everywhere } from './everywhere.ts'
import { privateWord } from './private-word.ts'

/** Moderators may have a channel forgotten; in direct messages with the bot, who is there may. */
const mayForgetChannel = (interaction: BaseInteraction): boolean =>
  presserOf(interaction).isModerator || interaction.context === InteractionContextType.BotDM

/** Deletes all that one person has said; `id` is that person's. */
const forgetOwn: Press = async (interaction, id, { answering, memory }) => {
  const words = wordsFor(interaction.locale)
  if (id !== interaction.user.id) return privateWord(interaction, words.notYours)
  await interaction.deferUpdate()
  answering.drop({ speakerId: id })
  const count = await memory.forgetSpeaker(id)
  await interaction.editReply({ content: words.forget.own(count), components: [] })
}

/** Deletes all that was said in a channel; `id` is the channel's. */
const forgetChannel: Press = async (interaction, id, { answering, memory }) => {
  const words = wordsFor(interaction.locale)
  if (id !== interaction.channelId) return privateWord(interaction, words.pressedElsewhere)
  if (!mayForgetChannel(interaction)) return privateWord(interaction, words.forget.notModerator)
  await interaction.deferUpdate()
  const place = placeOf(interaction)
  answering.drop({ place })
  const count = await memory.forgetPlace(place)
  await interaction.editReply({ content: words.forget.channel(count), components: [] })
}

/** `/forget`: deletes one's own words everywhere, or all that was said in a channel, once that is confirmed. */
export const forget = {
  definition: {
    ...localized(({ commands }) => commands.forget),
    type: ApplicationCommandType.ChatInput,
    ...everywhere,
    options: [
      {
        ...localized(({ commands }) => commands.forget.channel),
        type: ApplicationCommandOptionType.Boolean,
      },
    ],
  },
  run: async (interaction) => {
    const words = wordsFor(interaction.locale)
    const isChannel = interaction.options.getBoolean('channel') ?? false
    if (isChannel && !mayForgetChannel(interaction))
      return privateWord(interaction, words.forget.notModerator)
    const { channelId, user } = interaction
    const button = {
      type: ComponentType.Button,
      style: ButtonStyle.Danger,
      custom_id: isChannel ? `forget-channel:${channelId}` : `forget-own:${user.id}`,
      label: words.forget.confirm,
    } as const
    await interaction.reply({
      content: isChannel ? words.forget.askChannel : words.forget.askOwn,
      components: [{ type: ComponentType.ActionRow, components: [button] }],
      flags: 'Ephemeral',
    })
  },
  buttons: { 'forget-own': forgetOwn, 'forget-channel': forgetChannel },
} as const satisfies Command
