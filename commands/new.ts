import { ApplicationCommandType, ButtonStyle, ComponentType } from 'discord.js'
import { placeOf } from '../src/discord/interactions/place-of.ts'
import { localized, stringsFor } from '../src/i18n/languages.ts'
import { allContexts } from './all-contexts.ts'
import type { Command, Press } from './command.ts'

/** For so long, in ms, a new conversation can be taken back. */
const undoFor = 60_000

/** Undo: the conversation from before goes on. Both times are Discord's, so the host's clock does not matter. */
const undo: Press = {
  answers: 'update',
  may: ({ createdTimestamp, message, locale }) =>
    createdTimestamp - message.createdTimestamp > undoFor
      ? stringsFor(locale).newConversation.tooLate
      : undefined,
  run: async (interaction, { store }, conversationId) => {
    const { undone, tooLate } = stringsFor(interaction.locale).newConversation
    const isUndone = await store.undoFresh(placeOf(interaction), conversationId)
    return isUndone ? { shown: { content: `-# ${undone}`, components: [] } } : { refused: tooLate }
  },
}

/** `/new`: the next question in this channel begins a new conversation. */
export const newConversation = {
  definition: {
    ...localized(({ commands }) => commands.new),
    type: ApplicationCommandType.ChatInput,
    ...allContexts,
  },
  run: {
    answers: 'public',
    run: async (interaction, { store }) => {
      const { started, undo: label } = stringsFor(interaction.locale).newConversation
      const before = await store.conversation(placeOf(interaction))
      const { id } = await store.startAfresh(placeOf(interaction))
      const button = {
        type: ComponentType.Button,
        style: ButtonStyle.Secondary,
        custom_id: `undo-new:${id}`,
        label,
      } as const
      const components =
        before.headId === null ? [] : [{ type: ComponentType.ActionRow, components: [button] }]
      return { shown: { content: `-# ${started}`, components } }
    },
  },
  buttons: { 'undo-new': undo },
} as const satisfies Command
