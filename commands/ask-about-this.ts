import {
  type APIModalInteractionResponseCallbackData,
  ApplicationCommandType,
  ComponentType,
  type Message,
  type MessageContextMenuCommandInteraction,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js'
import type { Quote } from '../src/conversation/turn.ts'
import { attachedOf } from '../src/discord/attached-of.ts'
import { localizedName } from '../src/words/localized.ts'
import { type Words, wordsFor } from '../src/words/words.ts'
import { askInPlace } from './asking/in-place.ts'
import type { MessageCommand } from './command.ts'
import { everywhere } from './everywhere.ts'

/** Ask about this: an entry in every message's menu, which asks for the question and brings the message along. */
export const askAboutThis = {
  definition: {
    ...localizedName(({ askAbout }) => askAbout.menu),
    ...everywhere,
    type: ApplicationCommandType.Message,
  },
  run: async (interaction, app) => {
    const { targetMessage } = interaction
    const submitted = await questionFor(interaction)
    if (submitted === null) return
    const attachments = targetMessage.attachments.map(attachedOf)
    const text = submitted.fields.getTextInputValue(field)
    await askInPlace(submitted, { text, quote: quoteOf(targetMessage), attachments }, app)
  },
} as const satisfies MessageCommand

const field = 'question'

/** Discord takes an answer to the form for as long as the form's interaction lives; in ms. */
const patience = 15 * 60_000

/** Asks for the question; null when the person lets the form be. */
const questionFor = async (
  interaction: MessageContextMenuCommandInteraction,
): Promise<ModalSubmitInteraction | null> => {
  const customId = `ask-about:${interaction.id}`
  await interaction.showModal(form(customId, wordsFor(interaction.locale)))
  return interaction
    .awaitModalSubmit({ time: patience, filter: (submitted) => submitted.customId === customId })
    .catch(() => null)
}

const form = (customId: string, { askAbout }: Words): APIModalInteractionResponseCallbackData => ({
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

const quoteOf = ({ author, channel, content, member }: Message): Quote => ({
  author: member?.displayName ?? author.displayName,
  authorId: author.id,
  where: channel === null || channel.isDMBased() ? '' : `#${channel.name}`,
  text: content,
})
