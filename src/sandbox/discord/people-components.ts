import { allComponents, findComponent } from './component-tree.ts'
import { chosenOn, type FieldValue, filledModal } from './fill-in.ts'
import type { Interaction } from './interaction.ts'
import type { JsonObject } from './json.ts'
import type { Message } from './message.ts'
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
    const by = { userId: act.userId, channelId: message.channelId }
    return use(world, message, act, chosenOn(world, requireComponent(message, act), values, by))
  },
  submitModal: ({ interactionId, values, locale: chosen, customId }) => {
    const opener = world.interactions.get(interactionId)
    const state = opener?.state
    if (opener === undefined || state?.type !== 'acknowledged' || state.modal === undefined)
      throw new Error(`The interaction "${interactionId}" has opened no form`)
    const data = {
      ...filledModal(world, state.modal, values, opener),
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
