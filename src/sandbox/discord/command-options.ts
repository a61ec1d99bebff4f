import type { CommandForm, PlainOption } from './command.ts'
import { type NewFile, storeFiles } from './files.ts'
import { lengthOf } from './form.ts'
import { memberJson } from './guild.ts'
import type { OptionJson } from './interaction.ts'
import type { Json, JsonObject } from './json.ts'
import { attachmentJson } from './message-json.ts'
import { userJson } from './user.ts'
import { channelOf, userOf, type World } from './world.ts'

/** What a person gives for an option: text, number, switch, the id of a user or channel, or a file. */
export type OptionValue = string | number | boolean | NewFile

/** Options by their names. */
export type OptionValues = Readonly<Record<string, OptionValue>>

/** Options as an interaction carries them, with the objects that they name. */
export type FilledOptions = { readonly options: readonly OptionJson[]; readonly resolved: JsonObject }

type Place = { readonly channelId: string; readonly guildId: string | undefined }
type Resolved = Record<'users' | 'members' | 'channels' | 'attachments', Record<string, JsonObject>>

const resolveUser = (world: World, place: Place, id: string, resolved: Resolved): string => {
  const user = userOf(world, id)
  const member = place.guildId === undefined ? undefined : world.guilds.get(place.guildId)?.members.get(id)
  resolved.users[id] = userJson(user)
  if (member !== undefined) resolved.members[id] = memberJson(member, user)
  return id
}

const resolveChannel = (world: World, id: string, resolved: Resolved): string => {
  const channel = channelOf(world, id)
  const name = 'name' in channel ? channel.name : ''
  resolved.channels[id] = { id, type: channel.type, name, permissions: '0' }
  return id
}

const resolveFile = (world: World, place: Place, file: NewFile, resolved: Resolved): string => {
  const [attachment] = storeFiles(world, place.channelId, [file], true)
  if (attachment === undefined) throw new Error(`The file "${file.filename}" was not kept`)
  resolved.attachments[attachment.id] = attachmentJson(world, attachment)
  return attachment.id
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

const fill = (
  world: World,
  place: Place,
  option: PlainOption,
  value: OptionValue,
  resolved: Resolved,
): Json => {
  const isText = typeof value === 'string'
  if (option.type === 3 && isText) return checkText(option, value)
  if ((option.type === 4 || option.type === 10) && typeof value === 'number') return value
  if (option.type === 5 && typeof value === 'boolean') return value
  if ((option.type === 6 || option.type === 9) && isText) return resolveUser(world, place, value, resolved)
  if (option.type === 7 && isText) return resolveChannel(world, value, resolved)
  if (option.type === 8 && isText) return value
  if (option.type === 11 && typeof value === 'object') return resolveFile(world, place, value, resolved)
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
  place: Place,
  command: CommandForm,
  path: readonly string[],
  values: OptionValues,
  focused?: string,
): FilledOptions => {
  const resolved: Resolved = { users: {}, members: {}, channels: {}, attachments: {} }
  const walk = (options: readonly AnyOption[], names: readonly string[]): OptionJson[] => {
    const [name, ...rest] = names
    const sub = subOption(options, name)
    if (sub !== undefined && 'options' in sub)
      return [{ type: sub.type, name: sub.name, options: walk(sub.options ?? [], rest) }]
    if (name !== undefined) throw new Error(`The command "${command.name}" has no subcommand "${name}"`)
    const plain = options.filter(isPlain)
    requireKnown(plain, values, focused !== undefined)
    return plain.flatMap((option) => {
      const value = values[option.name]
      if (value === undefined) return []
      const isFocused = option.name === focused
      const filled =
        isFocused && typeof value !== 'object' ? value : fill(world, place, option, value, resolved)
      return [
        { type: option.type, name: option.name, value: filled, ...(isFocused ? { focused: true } : {}) },
      ]
    })
  }
  const options = walk(command.options ?? [], path)
  const used = Object.entries(resolved).filter(([, items]) => Object.keys(items).length > 0)
  return { options, resolved: Object.fromEntries(used) }
}
