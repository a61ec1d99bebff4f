import { allComponents } from './component-tree.ts'
import type { NewFile } from './files.ts'
import { lengthOf } from './form.ts'
import type { Modal } from './interaction.ts'
import { isJsonObject, type Json, type JsonObject } from './json.ts'
import { type ChosenBy, createResolved, type Resolved } from './resolved.ts'
import type { World } from './world.ts'

/** What a person fills in or chooses for one component. */
export type FieldValue = string | boolean | readonly string[] | readonly NewFile[]

const number = (value: Json | undefined, otherwise: number): number =>
  typeof value === 'number' ? value : otherwise

const isFiles = (value: FieldValue | undefined): value is readonly NewFile[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'object')

const textsOf = (value: FieldValue | undefined): readonly string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

const fillText = (input: JsonObject, value: FieldValue | undefined): string => {
  const given = typeof value === 'string' ? value : ''
  const length = lengthOf(given)
  const isOptional = input['required'] === false
  if (given === '' && isOptional) return given
  const min = Math.max(number(input['min_length'], 0), 1)
  if (length < min || length > number(input['max_length'], 4000))
    throw new Error(`The form does not take ${length} characters in "${String(input['custom_id'])}"`)
  return given
}

/** Refuses a number of values that Discord's client would not send. */
const requireCount = (input: JsonObject, count: number, most: number, isModal: boolean): void => {
  const isOptional = isModal && input['required'] === false
  if (count === 0 && isOptional) return
  const asked = number(input['min_values'], 1)
  const min = isModal ? Math.max(asked, 1) : asked
  const max = number(input['max_values'], most)
  const name = String(input['custom_id'])
  if (count < min) throw new Error(`At least ${min} must be chosen in "${name}", not ${count}`)
  if (count > max) throw new Error(`At most ${max} can be chosen in "${name}", not ${count}`)
}

const requireOffered = (input: JsonObject, values: readonly string[]): void => {
  const { options } = input
  if (!Array.isArray(options)) return
  const offered = options.flatMap((option) => (isJsonObject(option) ? [option['value']] : []))
  const foreign = values.find((value) => !offered.includes(value))
  if (foreign !== undefined) throw new Error(`"${foreign}" is not offered: ${offered.join(', ')}`)
}

const requireType = (world: World, input: JsonObject, id: string): void => {
  const { channel_types: types } = input
  const type = world.channels.get(id)?.type
  if (Array.isArray(types) && types.length > 0 && type !== undefined && !types.includes(type))
    throw new Error(`The channel "${id}" is of type ${type}: this select takes ${types.join(', ')}`)
}

const choose = (
  world: World,
  select: JsonObject,
  values: readonly string[],
  resolved: Resolved,
  isModal: boolean,
): string[] => {
  if (new Set(values).size < values.length) throw new Error('Nothing can be chosen twice')
  requireCount(select, values.length, 1, isModal)
  switch (select['type']) {
    case 5:
      return values.map(resolved.user)
    case 6:
      return values.map(resolved.role)
    case 7:
      return values.map(resolved.mentionable)
    case 8:
      for (const id of values) requireType(world, select, id)
      return values.map(resolved.channel)
    default:
      requireOffered(select, values)
      return [...values]
  }
}

/** The values of a select on a message, with `resolved` where they name people, roles or channels. */
export const chosenOn = (
  world: World,
  select: JsonObject,
  values: readonly string[],
  by: ChosenBy,
): JsonObject => {
  const resolved = createResolved(world, by)
  return { values: choose(world, select, values, resolved, false), resolved: resolved.json() }
}

const upload = (input: JsonObject, value: FieldValue | undefined, resolved: Resolved): string[] => {
  const files = isFiles(value) ? value : []
  requireCount(input, files.length, 1, true)
  return files.map(resolved.file)
}

const radio = (input: JsonObject, value: FieldValue | undefined): string | null => {
  const [chosen = null, ...more] = textsOf(value)
  const name = String(input['custom_id'])
  if (more.length > 0) throw new Error(`Only one can be chosen in "${name}"`)
  if (chosen === null && input['required'] !== false) throw new Error(`One must be chosen in "${name}"`)
  requireOffered(input, chosen === null ? [] : [chosen])
  return chosen
}

const checks = (input: JsonObject, value: FieldValue | undefined): string[] => {
  const chosen = textsOf(value)
  const { options } = input
  requireCount(input, chosen.length, Array.isArray(options) ? options.length : 10, true)
  requireOffered(input, chosen)
  return [...chosen]
}

const fillInput = (
  world: World,
  input: JsonObject,
  value: FieldValue | undefined,
  resolved: Resolved,
): JsonObject => {
  switch (input['type']) {
    case 4:
      return { value: fillText(input, value) }
    case 19:
      return { values: upload(input, value, resolved) }
    case 21:
      return { value: radio(input, value) }
    case 22:
      return { values: checks(input, value) }
    case 23:
      return { value: value === true }
    default:
      return { values: choose(world, input, textsOf(value), resolved, true) }
  }
}

/** A modal as it is submitted: Discord's client would not send what this refuses. */
export const filledModal = (
  world: World,
  modal: Modal,
  values: Readonly<Record<string, FieldValue>>,
  by: ChosenBy,
): JsonObject => {
  const ids = allComponents(modal.components).map((it) => it['custom_id'])
  const unknown = Object.keys(values).find((id) => !ids.includes(id))
  if (unknown !== undefined) throw new Error(`The form has no field "${unknown}"`)
  const resolved = createResolved(world, by)
  const components = modal.components.map(({ type, id, component: input }): JsonObject => {
    if (!isJsonObject(input)) return { type, id }
    const customId = String(input['custom_id'])
    const same = { type: input['type'], id: input['id'], custom_id: customId }
    return { type, id, component: { ...same, ...fillInput(world, input, values[customId], resolved) } }
  })
  return { custom_id: modal.customId, components, resolved: resolved.json() }
}
