import { allComponents, findComponent } from './component-tree.ts'
import { type NewFile, storeFiles } from './files.ts'
import { lengthOf } from './form.ts'
import type { Interaction, Modal } from './interaction.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import type { Message } from './message.ts'
import { attachmentJson } from './message-json.ts'
import { startInteraction } from './start-interaction.ts'
import type { World } from './world.ts'

/** A person and the component on a message. */
export type ComponentAct = {
  readonly messageId: string
  readonly customId: string
  readonly userId: string
  /** The person's language; their own by default. */
  readonly locale?: string
}

/** What is filled in for one field of a form, by the field's custom id. */
export type FieldValue = string | boolean | readonly string[] | readonly NewFile[]

/** A form that the bot opened with an interaction, filled in. */
export type ModalAct = {
  readonly interactionId: string
  readonly values: Readonly<Record<string, FieldValue>>
  /** The person's language; that in which they opened the form by default. */
  readonly locale?: string
  /** What a tampered client might send instead of the form's own custom id. */
  readonly customId?: string
}

/** What people do with buttons, menus and forms. */
export type ComponentPeople = {
  readonly click: (act: ComponentAct) => Interaction
  /** What a tampered client might send: a click on an id that no message of the channel has. */
  readonly forgeClick: (act: {
    readonly channelId: string
    readonly customId: string
    readonly userId: string
  }) => Interaction
  readonly selectMenu: (act: ComponentAct & { readonly values: readonly string[] }) => Interaction
  readonly submitModal: (act: ModalAct) => Interaction
}

const requireComponent = (message: Message, act: ComponentAct): JsonObject => {
  if (message.onlyFor !== undefined && message.onlyFor !== act.userId)
    throw new Error(`The message ${message.id} is only shown to ${message.onlyFor}`)
  const component = findComponent(message.components, act.customId)
  if (component === undefined) {
    const ids = allComponents(message.components).flatMap((it) => it['custom_id'] ?? [])
    throw new Error(
      `The message ${message.id} has no component "${act.customId}"; it has: ${ids.join(', ') || 'none'}`,
    )
  }
  if (component['disabled'] === true) throw new Error(`The component "${act.customId}" is disabled`)
  return component
}

const use = (world: World, message: Message, act: ComponentAct, more: JsonObject): Interaction => {
  const component = requireComponent(message, act)
  const data = { custom_id: act.customId, component_type: component['type'], id: component['id'], ...more }
  const { userId, locale } = act
  const place = { channelId: message.channelId, userId, ...(locale && { locale }) }
  const origin =
    message.interactionId === undefined ? undefined : world.interactions.get(message.interactionId)
  const more2 = origin === undefined ? {} : { userInstall: origin.userInstall }
  return startInteraction(
    world,
    { ...place, ...more2 },
    { kind: 'component', data, sourceMessageId: message.id },
  )
}

const requireOffered = (component: JsonObject, values: readonly string[]): void => {
  const { options, min_values: min, max_values: max } = component
  if (typeof min === 'number' && values.length < min) throw new Error(`At least ${min} values must be chosen`)
  if (typeof max === 'number' && values.length > max) throw new Error(`At most ${max} values can be chosen`)
  if (!Array.isArray(options)) return
  const offered = options.filter(isJsonObject).map((option) => option['value'])
  const wrong = values.find((value) => !offered.includes(value))
  if (wrong !== undefined) throw new Error(`"${wrong}" is not one of the options: ${offered.join(', ')}`)
}

const number = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

const fillText = (input: JsonObject, value: FieldValue | undefined): string => {
  const given = typeof value === 'string' ? value : ''
  const length = lengthOf(given)
  const min = number(input['min_length'], input['required'] === false ? 0 : 1)
  const empty = given === '' && input['required'] === false
  if (!empty && (length < min || length > number(input['max_length'], 4000)))
    throw new Error(`The form does not take ${length} characters in "${String(input['custom_id'])}"`)
  return given
}

type Files = Record<string, JsonObject>

const isFiles = (value: FieldValue | undefined): value is readonly NewFile[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object')

const isTexts = (value: FieldValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string')

const fillInput = (
  world: World,
  channelId: string,
  input: JsonObject,
  value: FieldValue | undefined,
  files: Files,
): JsonObject => {
  const same = { type: input['type'], id: input['id'], custom_id: input['custom_id'] }
  if (input['type'] === 4) return { ...same, value: fillText(input, value) }
  if (input['type'] === 23) return { ...same, value: value === true }
  if (input['type'] === 19) {
    const stored = storeFiles(world, channelId, isFiles(value) ? value : [], true)
    for (const attachment of stored) files[attachment.id] = attachmentJson(world, attachment)
    return { ...same, values: stored.map(({ id }) => id) }
  }
  const chosen = isTexts(value) ? value : []
  if (input['type'] === 21) return { ...same, value: chosen[0] ?? null }
  requireOffered(input, chosen)
  return { ...same, values: [...chosen] }
}

const fillModal = (world: World, channelId: string, modal: Modal, values: ModalAct['values']): JsonObject => {
  const ids = allComponents(modal.components).map((it) => it['custom_id'])
  const unknown = Object.keys(values).find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new Error(`The form has no field "${unknown}"`)
  const files: Files = {}
  const components = modal.components.map((component, index): JsonObject => {
    const input = component['component']
    const same = { type: component['type'], id: component['id'] ?? index * 2 + 1 }
    if (!isJsonObject(input)) return same
    const numbered = { ...input, id: input['id'] ?? index * 2 + 2 }
    const value = values[String(input['custom_id'])]
    return { ...same, component: fillInput(world, channelId, numbered, value, files) }
  })
  const resolved = Object.keys(files).length > 0 ? { attachments: files } : undefined
  return { custom_id: modal.customId, components, resolved }
}

/** What people can do with components and forms. */
export const createComponentPeople = (
  world: World,
  findMessage: (id: string) => Message,
): ComponentPeople => ({
  click: (act) => use(world, findMessage(act.messageId), act, {}),
  forgeClick: ({ channelId, customId, userId }) => {
    const last = [...(world.messages.get(channelId)?.values() ?? [])].at(-1)
    if (last === undefined) throw new Error(`The channel ${channelId} has no message to click on`)
    return startInteraction(
      world,
      { channelId, userId },
      { kind: 'component', data: { custom_id: customId, component_type: 2 }, sourceMessageId: last.id },
    )
  },
  selectMenu: ({ values, ...act }) => {
    const message = findMessage(act.messageId)
    requireOffered(requireComponent(message, act), values)
    return use(world, message, act, { values: [...values] })
  },
  submitModal: ({ interactionId, values, locale: chosen, customId }) => {
    const opener = world.interactions.get(interactionId)
    const state = opener?.state
    if (opener === undefined || state?.type !== 'acknowledged' || state.modal === undefined)
      throw new Error(`The interaction "${interactionId}" has opened no form`)
    const data = {
      ...fillModal(world, opener.channelId, state.modal, values),
      ...(customId !== undefined && { custom_id: customId }),
    }
    const { channelId, userId, userInstall, locale, sourceMessageId, commandName } = opener
    return startInteraction(
      world,
      { channelId, userId, userInstall, locale: chosen ?? locale },
      { kind: 'modal', data, sourceMessageId, commandName, triggeredBy: opener },
    )
  },
})
