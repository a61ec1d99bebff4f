import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js'
import type { Action, Control } from '../../display/page.ts'

const actions = [
  'stop',
  'regenerate',
  'continue',
  'whole-text',
  'new-thread',
  'retry',
  'previous',
  'position',
  'next',
  'details',
  'answer-again',
  'ask-more',
  'allow-today',
  'dismiss',
] as const satisfies readonly Action[]

/** The controls of a page as buttons, at most five in a row. */
export const toComponents = (controls: readonly Control[]): APIActionRowComponent<APIButtonComponent>[] =>
  rowsOf(controls).map((row) => ({ type: ComponentType.ActionRow, components: row.map(toButton) }))

const rowsOf = (controls: readonly Control[]): (readonly Control[])[] =>
  controls.length === 0 ? [] : [controls.slice(0, 5), ...rowsOf(controls.slice(5))]

const toButton = ({ action, id, label, emoji, disabled }: Control): APIButtonComponent => ({
  type: ComponentType.Button,
  style: action === 'stop' ? ButtonStyle.Danger : ButtonStyle.Secondary,
  custom_id: `${action}:${id}`,
  ...(label !== undefined && { label }),
  ...(emoji !== undefined && { emoji: { name: emoji } }),
  ...(disabled && { disabled }),
})

/** Buttons that are under no reply. */
const others = [
  'forget-own',
  'forget-channel',
  'forget-cancel',
  'undo-new',
  'settings-form',
  'settings-budgets',
  'settings-all',
  'budget-form',
] as const

/** The names of our buttons. */
export type ButtonName = Action | (typeof others)[number]

/** The forms of ours. */
const forms = ['ask-about', 'persona', 'settings', 'budget'] as const

/** The select menus of ours. */
const menus = ['settings-level', 'settings-channel', 'budget-member', 'budget-channel'] as const

/** The name of a select menu of ours. */
export type MenuName = (typeof menus)[number]

/** The names of our forms. */
export type FormName = (typeof forms)[number]

type Meant<Name> = { readonly name: Name; readonly id: string }

/** What a custom id means, or null for one that has none of the names: it comes from outside. */
const read = <Name extends string>(customId: string, names: readonly Name[]): Meant<Name> | null => {
  const [, found, id] = /^([a-z-]+):([\w-]{1,90})$/.exec(customId) ?? []
  const name = names.find((known) => known === found)
  return name && id ? { name, id } : null
}

/** Parses a button's custom id; null if it is not one of ours. */
export const readCustomId = (
  customId: string,
): { readonly action: ButtonName; readonly id: string } | null => {
  const meant = read<ButtonName>(customId, [...actions, ...others])
  return meant && { action: meant.name, id: meant.id }
}

/** Parses a form's custom id; null if it is not one of ours. */
export const readForm = (customId: string): Meant<FormName> | null => read(customId, forms)

/** What a select menu that was used means, or null for one that is not ours. */
export const readMenu = (customId: string): Meant<MenuName> | null => read(customId, menus)
