import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  type BaseInteraction,
  ComponentType,
  DiscordAPIError,
  type Message,
  type ModalSubmitInteraction,
  PermissionFlagsBits,
  TextInputStyle,
} from 'discord.js'
import type { Quote } from '../src/conversation/turn.ts'
import { toAttachment } from '../src/discord/interactions/to-attachment.ts'
import { richContentSchema, richContentText } from '../src/discord/messages/message-text.ts'
import { localizedName, stringsFor } from '../src/i18n/languages.ts'
import type { Strings } from '../src/i18n/strings.ts'
import { allContexts } from './all-contexts.ts'
import type { CommandQuestion } from './asking/command-question.ts'
import { askInPlace } from './asking/in-place.ts'
import type { FormOwner } from './asking/open-forms.ts'
import type { App, MessageCommand } from './command.ts'

/** The message command "Ask about this": opens a form for the question and sends the message along. */
export const askAboutThis = {
  definition: {
    ...localizedName(({ askAbout }) => askAbout.menu),
    ...allContexts,
    type: ApplicationCommandType.Message,
  },
  run: {
    answers: 'form',
    asks: true,
    form: async (interaction, app) => {
      const { id, targetMessage } = interaction
      app.forms.keep(id, ownerOf(interaction), aboutMessage(targetMessage))
      return form(`ask-about:${id}-${targetMessage.id}`, stringsFor(interaction.locale))
    },
  },
  forms: {
    'ask-about': {
      answers: 'grows',
      asks: true,
      run: async (interaction, app, view, id) => {
        const [openedBy = '', messageId = ''] = id.split('-')
        const kept = app.forms.take(openedBy, ownerOf(interaction))
        const about = kept ?? (await lookUp(interaction, messageId))
        if (about === null) return { refused: stringsFor(interaction.locale).askAbout.lost }
        const text = interaction.fields.getTextInputValue(field)
        return askInPlace(interaction, { ...(await ownWords(about, messageId, app)), text }, app, view)
      },
    },
  },
} as const satisfies MessageCommand

const ownerOf = ({ user, channelId }: Pick<BaseInteraction, 'user' | 'channelId'>): FormOwner => ({
  userId: user.id,
  channelId,
})

const field = 'question'

/** One of the bot's own answers in Claude's own words, without footer and sources. */
const ownWords = async (
  about: Omit<CommandQuestion, 'text'>,
  messageId: string,
  { store }: Pick<App, 'store'>,
): Promise<Omit<CommandQuestion, 'text'>> => {
  const shown = about.quote && (await store.shownBy(messageId))
  const turn = shown && (await store.turn(shown.turnId))
  if (about.quote === undefined || turn?.role !== 'answer' || turn.text === '') return about
  return { ...about, quote: { ...about.quote, text: turn.text } }
}

const aboutMessage = (message: Message): Omit<CommandQuestion, 'text'> => ({
  quote: quoteOf(message),
  attachments: [message, ...message.messageSnapshots.values()].flatMap(({ attachments }) =>
    attachments.map(toAttachment),
  ),
  about: message.url,
})

/**
 * The message that a form is about, for a form that another process opened. The id is not trusted: only a message
 * that the person can read is fetched. Null if there is no such message.
 */
const lookUp = async (
  { client, channelId, memberPermissions }: ModalSubmitInteraction,
  messageId: string,
): Promise<Omit<CommandQuestion, 'text'> | null> => {
  if (!/^\d{17,20}$/.test(messageId)) return null
  if (!(memberPermissions?.has(PermissionFlagsBits.ReadMessageHistory) ?? true)) return null
  try {
    const channel = await client.channels.fetch(channelId ?? '')
    const message = channel?.isTextBased() ? await channel.messages.fetch(messageId) : null
    return message && aboutMessage(message)
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status < 500) return null
    throw error
  }
}

const form = (customId: string, { askAbout }: Strings): APIModalInteractionResponseCallbackData => ({
  custom_id: customId,
  title: askAbout.title,
  components: [
    {
      type: ComponentType.Label,
      label: askAbout.label,
      component: {
        type: ComponentType.TextInput,
        custom_id: field,
        style: TextInputStyle.Paragraph,
        placeholder: askAbout.placeholder,
        required: true,
        max_length: 4000,
      },
    },
  ],
})

const quoteOf = (message: Message): Quote => {
  const { author, channel, content, member } = message
  return {
    author: member?.displayName ?? author.displayName,
    authorId: author.id,
    where: channel === null || channel.isDMBased() ? '' : `#${channel.name}`,
    text: [content, carriedBy(message)].filter((part) => part !== '').join('\n'),
  }
}

/** The text of a message's embeds, polls and forwarded messages. */
const carriedBy = (message: Message): string =>
  [message, ...message.messageSnapshots.values()]
    .map((one, index) =>
      [index === 0 ? '' : (one.content ?? ''), richContentText(carriedIn(one))]
        .filter((part) => part !== '')
        .join('\n'),
    )
    .filter((part) => part !== '')
    .join('\n')

type Carrier = Pick<Message, 'embeds' | 'components' | 'stickers'> & Partial<Pick<Message, 'poll'>>

const carriedIn = ({ embeds, components, stickers, poll }: Carrier) =>
  richContentSchema.parse({
    embeds: embeds.map((embed) => embed.toJSON()),
    components: components.map((component) => component.toJSON()),
    sticker_items: stickers.map(({ name }) => ({ name })),
    ...(poll && {
      poll: {
        question: { text: poll.question.text },
        answers: poll.answers.map(({ id, text, emoji }) => ({
          answer_id: id,
          poll_media: { text, emoji: emoji && { name: emoji.name } },
        })),
        results: { answer_counts: poll.answers.map(({ id, voteCount }) => ({ id, count: voteCount })) },
      },
    }),
  })
