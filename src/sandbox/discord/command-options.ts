import type { CommandForm, PlainOption } from './command.ts'
import type { NewFile } from './files.ts'
import { lengthOf } from './form.ts'
import type { OptionJson } from './interaction.ts'
import type { Json, JsonObject } from './json.ts'
import { type ChosenBy, createResolved, type Resolved } from './resolved.ts'
import type { World } from './world.ts'

/** What a person gives for an option: text, number, switch, the id of a user, role or channel, or a file. */
export type OptionValue = string | number | boolean | NewFile

/** Options by their names. */
export type OptionValues = Readonly<Record<string, OptionValue>>

/** Options as an interaction carries them, with the objects that they name. */
export type FilledOptions = {
  readonly options: readonly OptionJson[]
  readonly resolved: JsonObject | undefined
}

const checkText = (option: PlainOption, value: string): string => {
  const { name, choices, min_length: min = 0, max_length: max = 6000 } = option
  const length = lengthOf(value)
  if (length < (min ?? 0) || length > (max ?? 6000))
    throw new Error(
      `Discord lets nobody send ${length} characters as "${name}": it takes ${min ?? 0} to ${max ?? 6000}`,
    )
  if (choices?.length && !choices.some((choice) => choice.value === value))
    throw new Error(`"${value}" is not one of the choices of "${name}"`)
  return value
}

const fill = (option: PlainOption, value: OptionValue, resolved: Resolved): Json => {
  const isText = typeof value === 'string'
  if (option.type === 3 && isText) return checkText(option, value)
  if ((option.type === 4 || option.type === 10) && typeof value === 'number') return value
  if (option.type === 5 && typeof value === 'boolean') return value
  if (option.type === 6 && isText) return resolved.user(value)
  if (option.type === 7 && isText) return resolved.channel(value)
  if (option.type === 8 && isText) return resolved.role(value)
  if (option.type === 9 && isText) return resolved.mentionable(value)
  if (option.type === 11 && typeof value === 'object') return resolved.file(value)
  throw new Error(`The option "${option.name}" (type ${option.type}) cannot be ${typeof value}`)
}

type AnyOption = NonNullable<CommandForm['options']>[number]

const subOption = (options: readonly AnyOption[], name: string | undefined) =>
  options.find((option) => option.type < 3 && option.name === name)

const isPlain = (option: AnyOption): option is PlainOption => option.type > 2

const requireKnown = (options: readonly PlainOption[], values: OptionValues, partial: boolean): void => {
  const unknown = Object.keys(values).find((name) => !options.some((option) => option.name === name))
  if (unknown !== undefined) throw new Error(`The command has no option named "${unknown}"`)
  const missing = options.find((option) => option.required && !Object.hasOwn(values, option.name))
  if (missing !== undefined && !partial) throw new Error(`The option "${missing.name}" is required`)
}

/**
 * Fills in a command's options as Discord's client would, refusing what it would not let a person send.
 * `path` holds the names of the subcommand; `focused` is the option being typed, for autocompletion.
 */
export const fillOptions = (
  world: World,
  by: ChosenBy,
  command: CommandForm,
  path: readonly string[],
  values: OptionValues,
  focused?: string,
): FilledOptions => {
  const resolved = createResolved(world, by)
  const walk = (options: readonly AnyOption[], names: readonly string[]): OptionJson[] => {
    const [name, ...rest] = names
    const sub = subOption(options, name)
    if (sub !== undefined) {
      const inner = ('options' in sub ? sub.options : undefined) ?? []
      return [{ type: sub.type, name: sub.name, options: walk(inner, rest) }]
    }
    if (name !== undefined) throw new Error(`The command "${command.name}" has no subcommand "${name}"`)
    const plain = options.filter(isPlain)
    requireKnown(plain, values, focused !== undefined)
    return plain.flatMap((option) => {
      const value = values[option.name]
      if (value === undefined) return []
      const isFocused = option.name === focused
      const filled = isFocused && typeof value !== 'object' ? value : fill(option, value, resolved)
      return [
        { type: option.type, name: option.name, value: filled, ...(isFocused ? { focused: true } : {}) },
      ]
    })
  }
  const options = walk(command.options ?? [], path)
  return { options, resolved: resolved.json() }
}
