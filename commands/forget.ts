import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  type BaseInteraction,
  ButtonStyle,
  type ChatInputCommandInteraction,
  ComponentType,
  InteractionContextType,
} from 'discord.js'
import { actorOf } from '../src/discord/interactions/actor.ts'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command, Press } from './command.ts'

/** Moderators may delete a channel's conversations; in direct messages with the bot, everybody may. */
const mayForgetChannel = (interaction: BaseInteraction & { readonly locale: string }): string | undefined =>
  actorOf(interaction).isModerator || interaction.context === InteractionContextType.BotDM
    ? undefined
    : stringsFor(interaction.locale).forget.notModerator

/** Deletes everything that one person has asked; `id` is that person's. */
const forgetOwn: Press = {
  answers: 'update',
  may: ({ user, locale }, id) => (id === user.id ? undefined : stringsFor(locale).press.notYours),
  run: async ({ locale }, { replies, store }, id) => {
    const count = await replies.forget({ speakerId: id }, () => store.forgetSpeaker(id))
    return { shown: { content: stringsFor(locale).forget.own(count), components: [] } }
  },
}

/** Deletes all conversations of a channel; `id` is the channel's. */
const forgetChannel: Press = {
  answers: 'update',
  may: (interaction, id) =>
    id === interaction.channelId
      ? mayForgetChannel(interaction)
      : stringsFor(interaction.locale).press.otherChannel,
  run: async (interaction, { replies, store }) => {
    const place = placeOf(interaction)
    const erase = (): Promise<number> => store.forgetPlace(place, interaction.createdTimestamp)
    const count = await replies.forget({ place }, erase)
    const content = stringsFor(interaction.locale).forget.channel(count)
    return { shown: { content, components: [] } }
  },
}

/** The button Cancel. */
const cancelForgetting: Press = {
  answers: 'update',
  run: async ({ locale }) => ({
    shown: { content: stringsFor(locale).forget.cancelled, components: [] },
  }),
}

const isChannel = ({ options }: ChatInputCommandInteraction): boolean =>
  options.getBoolean('channel') ?? false

/** `/forget`: asks for confirmation, then deletes one's own questions everywhere, or all conversations of a channel. */
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
  run: {
    answers: 'private',
    may: (interaction) => (isChannel(interaction) ? mayForgetChannel(interaction) : undefined),
    run: async (interaction) => {
      const { forget: strings } = stringsFor(interaction.locale)
      const { channelId, user } = interaction
      const all = isChannel(interaction)
      const confirm = {
        type: ComponentType.Button,
        style: ButtonStyle.Danger,
        custom_id: all ? `forget-channel:${channelId}` : `forget-own:${user.id}`,
        label: strings.confirm,
      } as const
      const cancel = {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        custom_id: `forget-cancel:${user.id}`,
        label: strings.cancel,
      } as const
      return {
        shown: {
          content: all ? strings.askChannel : strings.askOwn,
          components: [{ type: ComponentType.ActionRow, components: [confirm, cancel] }],
        },
      }
    },
  },
  buttons: {
    'forget-own': forgetOwn,
    'forget-channel': forgetChannel,
    'forget-cancel': cancelForgetting,
  },
} as const satisfies Command
