import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js'
import type { Action, Control } from '../reply/page.ts'

const actions = [
  'stop',
  'regenerate',
  'continue',
  'whole-text',
  'new-thread',
  'retry',
  'previous',
  'next',
  'answer-again',
] as const satisfies readonly Action[]

/** The controls of a page as Discord's buttons, at most five a row. */
export const toComponents = (controls: readonly Control[]): APIActionRowComponent<APIButtonComponent>[] =>
  rowsOf(controls).map((row) => ({ type: ComponentType.ActionRow, components: row.map(toButton) }))

const rowsOf = (controls: readonly Control[]): (readonly Control[])[] =>
  controls.length === 0 ? [] : [controls.slice(0, 5), ...rowsOf(controls.slice(5))]

const toButton = ({ action, id, label, disabled }: Control): APIButtonComponent => ({
  type: ComponentType.Button,
  style: action === 'stop' ? ButtonStyle.Danger : ButtonStyle.Secondary,
  custom_id: `${action}:${id}`,
  label,
  ...(disabled && { disabled }),
})

/** Buttons that are under no reply. */
const others = ['forget-own', 'forget-channel'] as const

/** The name of any button of ours. */
export type ButtonName = Action | (typeof others)[number]

/** What a pressed button means, or null for one that is not ours: `custom_id` comes from outside. */
export const readCustomId = (
  customId: string,
): { readonly action: ButtonName; readonly id: string } | null => {
  const [, name, id] = /^([a-z-]+):([\w-]{1,64})$/.exec(customId) ?? []
  const action = [...actions, ...others].find((known) => known === name)
  return action && id ? { action, id } : null
}
