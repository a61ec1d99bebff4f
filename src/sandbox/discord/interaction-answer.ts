import { z } from 'zod'
import { normalizeComponents } from './component-tree.ts'
import type { NewFile } from './files.ts'
import { list, readForm, text } from './form.ts'
import {
  FIRST_ANSWER_MS,
  type Interaction,
  type InteractionKind,
  type InteractionState,
  interactionTypes,
  type Modal,
} from './interaction.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { type Message, messageFlags, messageTypes } from './message.ts'
import { checkFlags, checkNotEmpty, messageForm } from './message-form.ts'
import { editedParts, newParts } from './message-parts.ts'
import { addMessage, changeMessage, findMessage } from './messages.ts'
import { modalForm } from './modal-form.ts'
import { permissionBits, permissionsIn } from './permissions.ts'
import { refuse, refuseForm } from './refusal.ts'
import type { World } from './world.ts'

type Files = ReadonlyMap<string, NewFile>

/** Flags that an answer to an interaction may set. */
const ANSWER_FLAGS =
  messageFlags.SUPPRESS_EMBEDS |
  messageFlags.EPHEMERAL |
  messageFlags.SUPPRESS_NOTIFICATIONS |
  messageFlags.IS_COMPONENTS_V2

const callbackForm = z.object({
  type: z.literal([1, 4, 5, 6, 7, 8, 9]),
  data: z.record(z.string(), z.unknown()).nullish(),
})

const choicesForm = z.object({
  choices: list(z.object({ name: text(1, 100), value: z.union([text(1, 100), z.number()]) }), 0, 25),
})

const deferForm = z.object({ flags: z.number().int().nullish() })

/** Which callback types (by Discord's table) each kind of interaction can be answered with. */
const answersTo: Record<InteractionKind, readonly number[]> = {
  command: [4, 5, 9],
  component: [4, 5, 6, 7, 9],
  autocomplete: [8],
  modal: [4, 5, 6, 7],
}

const acknowledge = (
  world: World,
  interaction: Interaction,
  callback: number,
  more: Partial<Extract<InteractionState, { type: 'acknowledged' }>> = {},
): void => {
  const elapsed = world.clock.elapsed()
  interaction.stopWaiting()
  interaction.state = { type: 'acknowledged', callback, elapsed, modal: undefined, choices: [], ...more }
  world.emit({ type: 'interaction-update', interaction })
}

const requirePending = (world: World, id: string, token: string): Interaction => {
  const interaction = world.interactions.get(id)
  if (interaction === undefined || interaction.token !== token) throw refuse('unknownInteraction')
  if (interaction.state.type === 'acknowledged') throw refuse('alreadyAcknowledged')
  const age = world.clock.elapsed() - interaction.createdElapsed
  if (interaction.state.type === 'failed' || age > FIRST_ANSWER_MS) throw refuse('unknownInteraction')
  return interaction
}

const mustBePrivate = (world: World, interaction: Interaction): boolean => {
  const channel = world.channels.get(interaction.channelId)
  if (!interaction.userInstall || channel === undefined || interaction.context !== 0) return false
  return (permissionsIn(world, interaction.userId, channel) & permissionBits.USE_EXTERNAL_APPS) === 0n
}

const typeOf = (interaction: Interaction): Message['type'] => {
  if (interaction.sourceMessageId !== undefined) return messageTypes.REPLY
  if (interaction.kind === 'modal') return messageTypes.DEFAULT
  return interaction.commandType === 1 ? messageTypes.CHAT_INPUT_COMMAND : messageTypes.CONTEXT_MENU_COMMAND
}

/** What every message of an interaction has, given the flags it was asked to have. */
export const answerFields = (
  world: World,
  interaction: Interaction,
  asked: number,
): Pick<Message, 'channelId' | 'authorId' | 'flags' | 'interactionId' | 'onlyFor'> => {
  if (!world.channels.has(interaction.channelId)) throw refuse('unknownChannel')
  const flags = mustBePrivate(world, interaction) ? asked | messageFlags.EPHEMERAL : asked
  return {
    flags,
    channelId: interaction.channelId,
    authorId: world.application.botId,
    interactionId: interaction.id,
    onlyFor: flags & messageFlags.EPHEMERAL ? interaction.userId : undefined,
  }
}

const referenceTo = (channelId: string, messageId: string | undefined) =>
  messageId === undefined ? undefined : { channelId, messageId }

const answerWithMessage = (world: World, interaction: Interaction, data: unknown, files: Files): Message => {
  const form = readForm(messageForm, data)
  checkFlags(form, ANSWER_FLAGS)
  checkNotEmpty(form, files.size)
  const fields = answerFields(world, interaction, form.flags ?? 0)
  const place = {
    channelId: fields.channelId,
    ephemeral: fields.onlyFor !== undefined,
    fromInteraction: true,
  }
  const parts = newParts(world, place, form, files)
  const id = world.nextId()
  interaction.originalMessageId = id
  acknowledge(world, interaction, 4)
  const reference = referenceTo(interaction.channelId, interaction.sourceMessageId)
  return addMessage(world, { ...parts, ...fields, id, type: typeOf(interaction), reference })
}

const defer = (world: World, interaction: Interaction, data: unknown): Message => {
  const form = readForm(deferForm, data ?? {})
  // The message to come says the rest: only whether it is private is settled by the deferral.
  checkFlags(form, messageFlags.EPHEMERAL)
  const fields = answerFields(world, interaction, (form.flags ?? 0) | messageFlags.LOADING)
  const id = world.nextId()
  interaction.originalMessageId = id
  acknowledge(world, interaction, 5)
  const reference = referenceTo(interaction.channelId, interaction.sourceMessageId)
  return addMessage(world, { ...fields, id, type: typeOf(interaction), reference })
}

const sourceOf = (world: World, interaction: Interaction): Message => {
  const id = interaction.sourceMessageId
  if (id === undefined)
    throw refuseForm([
      { path: ['type'], code: 'BASE_TYPE_CHOICES', message: 'There is no message to update.' },
    ])
  const message = findMessage(world, interaction.channelId, id)
  if (message === undefined) throw refuse('unknownMessage')
  return message
}

const deferUpdate = (world: World, interaction: Interaction): Message => {
  const source = sourceOf(world, interaction)
  interaction.originalMessageId = source.id
  acknowledge(world, interaction, 6)
  return source
}

const updateSource = (world: World, interaction: Interaction, data: unknown, files: Files): Message => {
  const source = sourceOf(world, interaction)
  const parts = editedParts(world, source, readForm(messageForm, data ?? {}), files, true)
  interaction.originalMessageId = source.id
  acknowledge(world, interaction, 7)
  return changeMessage(world, source, parts)
}

const showModal = (world: World, interaction: Interaction, data: unknown): undefined => {
  const { custom_id, title, components } = readForm(modalForm, data)
  const numbered = normalizeComponents(components.filter(isJsonObject), (url) => ({ url }))
  const modal: Modal = { customId: custom_id, title, components: numbered }
  acknowledge(world, interaction, 9, { modal })
}

const suggest = (world: World, interaction: Interaction, data: unknown): undefined => {
  const { choices } = readForm(choicesForm, data)
  acknowledge(world, interaction, 8, { choices })
}

/** The first answer to an interaction; gives the message that it made or belongs to, if any. */
export const answerInteraction = (
  world: World,
  id: string,
  token: string,
  json: Json | undefined,
  files: Files,
): {
  readonly interaction: Interaction
  readonly callback: number
  readonly message: Message | undefined
} => {
  const { type, data } = readForm(callbackForm, json)
  const interaction = requirePending(world, id, token)
  if (!answersTo[interaction.kind].includes(type))
    throw refuseForm([
      {
        path: ['type'],
        code: 'BASE_TYPE_CHOICES',
        message: `Callback ${type} cannot answer a ${interaction.kind}.`,
      },
    ])
  const answer = () => {
    switch (type) {
      case 4:
        return answerWithMessage(world, interaction, data, files)
      case 5:
        return defer(world, interaction, data)
      case 6:
        return deferUpdate(world, interaction)
      case 7:
        return updateSource(world, interaction, data, files)
      case 8:
        return suggest(world, interaction, data)
      case 9:
        return showModal(world, interaction, data)
      case 1:
        return undefined
    }
  }
  return { interaction, callback: type, message: answer() }
}

/** What a callback answers when it was asked `with_response`. */
export const callbackJson = (
  interaction: Interaction,
  callback: number,
  message: Message | undefined,
): JsonObject => ({
  id: interaction.id,
  type: interactionTypes[interaction.kind],
  response_message_id: message?.id,
  response_message_loading: message === undefined ? undefined : callback === 5,
  response_message_ephemeral: message === undefined ? undefined : message.onlyFor !== undefined,
  channel_id: interaction.channelId,
  guild_id: interaction.guildId,
})

/** Flags that a follow-up may set. */
export const followUpFlags: number = ANSWER_FLAGS
