import { ComponentType, type ModalSubmitInteraction } from 'discord.js'
import type { StoredSettings } from '../../src/conversation/stored-settings.ts'
import type { Group, Setting } from '../../src/settings/setting.ts'
import type { Describing } from './describe.ts'
import { digest, fieldValue } from './field-value.ts'
import { asAbove } from './form.ts'
import { changeableIn } from './panel.ts'
import type { Target } from './target.ts'

type Field = ModalSubmitInteraction['fields']['fields'] extends ReadonlyMap<string, infer F> ? F : never

/** What a form changes: the settings that were touched, `undefined` where one is as above again; or what is wrong in it. */
export type FormChange = { readonly change: StoredSettings } | { readonly wrong: string }

/** Reads a form. Its fields come from outside: those that cannot be changed at the target are passed over. */
export const readForm = (
  { fields }: ModalSubmitInteraction,
  group: Group,
  target: Target,
  describing: Describing,
): FormChange => {
  const change: Record<string, unknown> = {}
  for (const setting of changeableIn(group, target, describing)) {
    const field = fields.fields.find(({ customId }) => customId.startsWith(`${setting.name}.`))
    if (field === undefined) continue
    const value = fieldValue(setting, valueIn(setting, field, describing), describing)
    if (field.customId === `${setting.name}.${digest(value)}`) continue
    const wrong = value === undefined ? undefined : problemWith(setting, value, describing)
    if (wrong !== undefined) return { wrong }
    change[setting.name] = value
  }
  return { change }
}

/** Why a value cannot be set, in words; undefined if it can. */
export const problemWith = (
  setting: Setting<unknown>,
  value: unknown,
  { strings: { panel }, operator }: Describing,
): string | undefined => {
  if (operator.fixed.has(setting.name)) return panel.mayNotFixed(panel.settings[setting.name].label)
  if (setting.schema(operator.bounds).safeParse(value).success) return undefined
  const kind = setting.kind(operator.bounds)
  const { label } = panel.settings[setting.name]
  return kind.type === 'number' ? panel.notANumber(label, kind.least, kind.most) : panel.notAllowed(label)
}

/** The value in a field; undefined for what is as above. */
const valueIn = (setting: Setting<unknown>, field: Field, { operator }: Describing): unknown => {
  const kind = setting.kind(operator.bounds).type
  if (field.type === ComponentType.TextInput) return textValue(field.value, kind)
  if (field.type === ComponentType.RadioGroup) return choiceValue(field.value ?? asAbove, kind)
  if (!('values' in field)) return undefined
  const [first] = field.values
  if (kind === 'model') return choiceValue(first ?? asAbove, kind)
  if (kind === 'channel') return first
  if (first === undefined) return undefined
  if (kind === 'channels') return [...field.values]
  const isRole = (id: string): boolean => 'roles' in field && (field.roles?.has(id) ?? false)
  return { roles: field.values.filter(isRole), people: field.values.filter((id) => !isRole(id)) }
}

const textValue = (text: string, kind: string): unknown => {
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (kind !== 'number') return trimmed
  return /^\d+$/.test(trimmed) ? Number(trimmed) : Number.NaN
}

const choiceValue = (value: string, kind: string): unknown => {
  if (value === asAbove) return undefined
  return kind === 'switch' ? value === 'true' : value
}
