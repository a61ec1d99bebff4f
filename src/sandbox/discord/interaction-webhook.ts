import { isThread } from './channel.ts'
import type { NewFile } from './files.ts'
import { readForm } from './form.ts'
import { type Interaction, TOKEN_LIFE_MS } from './interaction.ts'
import { answerFields, followUpFlags } from './interaction-answer.ts'
import type { Json } from './json.ts'
import { hasFlag, type Message, messageFlags, messageTypes } from './message.ts'
import { checkFlags, checkNotEmpty, messageForm } from './message-form.ts'
import { editedParts, newParts } from './message-parts.ts'
import { addMessage, changeMessage, findMessage } from './messages.ts'
import { refuse } from './refusal.ts'
import type { World } from './world.ts'

type Files = ReadonlyMap<string, NewFile>

/** Follow-ups that an interaction may have where only the person installed the app. */
const USER_INSTALL_FOLLOW_UPS = 5

const EDIT_FLAGS = messageFlags.SUPPRESS_EMBEDS | messageFlags.IS_COMPONENTS_V2

/** The interaction whose token this is, as long as it can be used: acknowledged and under 15 minutes old. */
export const requireToken = (world: World, webhookId: string, token: string): Interaction => {
  const interaction = world.tokens.get(token)
  if (webhookId !== world.application.id || interaction === undefined) throw refuse('unknownWebhook')
  if (world.clock.elapsed() - interaction.createdElapsed >= TOKEN_LIFE_MS) throw refuse('invalidWebhookToken')
  if (interaction.state.type !== 'acknowledged') throw refuse('unknownWebhook')
  if (!world.channels.has(interaction.channelId)) throw refuse('unknownChannel')
  return interaction
}

/** The interaction's message with that id, or its first answer for `@original`. */
export const requireOwnMessage = (world: World, interaction: Interaction, id: string): Message => {
  const own = id === '@original' ? interaction.originalMessageId : id
  const isOwn = own === interaction.originalMessageId || interaction.followUpIds.includes(own ?? '')
  const message = own === undefined || !isOwn ? undefined : findMessage(world, interaction.channelId, own)
  if (message === undefined) throw refuse('unknownMessage')
  return message
}

const requireOpenThread = (world: World, interaction: Interaction): void => {
  const channel = world.channels.get(interaction.channelId)
  if (channel !== undefined && isThread(channel) && channel.archived) throw refuse('threadArchived')
}

/** Changes one of the interaction's messages; a loading one becomes the answer. */
export const editAnswer = (
  world: World,
  interaction: Interaction,
  message: Message,
  json: Json | undefined,
  files: Files,
): Message => {
  const form = readForm(messageForm, json)
  checkFlags(form, EDIT_FLAGS)
  requireOpenThread(world, interaction)
  return changeMessage(world, message, editedParts(world, message, form, files, true))
}

/** One more message of the interaction's; straight after a deferral it fills the loading message instead. */
export const addFollowUp = (
  world: World,
  interaction: Interaction,
  json: Json | undefined,
  files: Files,
): Message => {
  const form = readForm(messageForm, json)
  checkFlags(form, followUpFlags)
  checkNotEmpty(form, files.size)
  requireOpenThread(world, interaction)
  const original = findMessage(world, interaction.channelId, interaction.originalMessageId ?? '')
  if (original !== undefined && hasFlag(original, 'LOADING'))
    return changeMessage(world, original, editedParts(world, original, form, files, true))
  if (interaction.userInstall && interaction.followUpIds.length >= USER_INSTALL_FOLLOW_UPS)
    throw refuse('tooManyFollowUps')
  const fields = answerFields(world, interaction, form.flags ?? 0)
  const place = {
    channelId: fields.channelId,
    ephemeral: fields.onlyFor !== undefined,
    fromInteraction: true,
  }
  const parts = newParts(world, place, form, files)
  const reference =
    original === undefined ? undefined : { channelId: interaction.channelId, messageId: original.id }
  const id = world.nextId()
  interaction.followUpIds = [...interaction.followUpIds, id]
  return addMessage(world, { ...parts, ...fields, id, type: messageTypes.REPLY, reference })
}
