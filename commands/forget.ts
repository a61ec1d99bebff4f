import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  ButtonStyle,
  ComponentType,
  InteractionContextType,
} from 'discord.js'
import { actorOf } from '../src/discord/interactions/actor.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command, Press } from './command.ts'
import { replyEphemeral } from './reply-ephemeral.ts'

/** Moderators may have a channel forgotten; in direct messages with the bot, who is there may. */
const mayForgetChannel = (interaction: BaseInteraction): boolean =>
  actorOf(interaction).isModerator || interaction.context === InteractionContextType.BotDM

/** Deletes all that one person has said; `id` is that person's. */
const forgetOwn: Press = async (interaction, id, { replies, store }) => {
  const strings = stringsFor(interaction.locale)
  if (id !== interaction.user.id) return replyEphemeral(interaction, strings.press.notYours)
  await interaction.deferUpdate()
  replies.cancel('forgotten', { speakerId: id })
  const count = await store.forgetSpeaker(id)
  await interaction.editReply({ content: strings.forget.own(count), components: [] })
}

/** Deletes all that was said in a channel; `id` is the channel's. */
const forgetChannel: Press = async (interaction, id, { replies, store }) => {
  const strings = stringsFor(interaction.locale)
  if (id !== interaction.channelId) return replyEphemeral(interaction, strings.press.otherChannel)
  if (!mayForgetChannel(interaction)) return replyEphemeral(interaction, strings.forget.notModerator)
  await interaction.deferUpdate()
  const place = placeOf(interaction)
  replies.cancel('forgotten', { place })
  const count = await store.forgetPlace(place)
  const forgottenAt = interaction.createdTimestamp
  await store.updateSettings(place, (settings) => ({ ...settings, forgottenAt }))
  await interaction.editReply({ content: strings.forget.channel(count), components: [] })
}

/** `/forget`: deletes one's own words everywhere, or all that was said in a channel, once that is confirmed. */
export const forget = {
  definition: {
    ...localized(({ commands }) => commands.forget),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
    options: [
      {
        ...localized(({ commands }) => commands.forget.channel),
        type: ApplicationCommandOptionType.Boolean,
      },
    ],
  },
  run: async (interaction) => {
    const strings = stringsFor(interaction.locale)
    const isChannel = interaction.options.getBoolean('channel') ?? false
    if (isChannel && !mayForgetChannel(interaction))
      return replyEphemeral(interaction, strings.forget.notModerator)
    const { channelId, user } = interaction
    const button = {
      type: ComponentType.Button,
      style: ButtonStyle.Danger,
      custom_id: isChannel ? `forget-channel:${channelId}` : `forget-own:${user.id}`,
      label: strings.forget.confirm,
    } as const
    await interaction.reply({
      content: isChannel ? strings.forget.askChannel : strings.forget.askOwn,
      components: [{ type: ComponentType.ActionRow, components: [button] }],
      flags: 'Ephemeral',
    })
  },
  buttons: { 'forget-own': forgetOwn, 'forget-channel': forgetChannel },
} as const satisfies Command
