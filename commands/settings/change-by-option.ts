import { type ChatInputCommandInteraction, Role } from 'discord.js'
import type { StoredSettings } from '../../src/conversation/stored-settings.ts'
import { channelList, type Members, members, type Setting, settingNames } from '../../src/settings/setting.ts'
import { settings } from '../../src/settings/settings.ts'
import type { Operator } from '../../src/settings/walk.ts'

type Options = ChatInputCommandInteraction['options']

/** The setting that a sub-command names. */
export const settingNamed = (name: string | null): Setting<unknown> | undefined => {
  const known = settingNames.find((one) => one === name)
  return known && settings[known]
}

/** The value that a sub-command gives a setting; what is added to a list or removed from it depends on what is stored. */
export const valueByOption = (
  setting: Setting<unknown>,
  options: Options,
  { bounds }: Operator,
): ((stored: StoredSettings) => unknown) => {
  const kind = setting.kind(bounds)
  switch (kind.type) {
    case 'choice':
    case 'text':
    case 'model':
      return constant(options.getString('value', true))
    case 'switch':
      return constant(options.getBoolean('value', true))
    case 'number':
      return constant(options.getInteger('value', true))
    case 'channel':
      return constant(options.getChannel('value', true).id)
    case 'members':
      return (stored) => changedMembers(members.schema().safeParse(stored[setting.name]).data, options)
    case 'channels':
      return (stored) =>
        changedList(
          channelList.schema().safeParse(stored[setting.name]).data ?? [],
          options.getChannel('add')?.id,
          options.getChannel('remove')?.id,
        )
  }
}

const constant = (value: unknown) => () => value

const changedMembers = (before: Members | undefined, options: Options): Members | undefined => {
  const [add, remove] = [options.getMentionable('add'), options.getMentionable('remove')]
  const list = (of: keyof Members): readonly string[] =>
    changedList(before?.[of] ?? [], idOf(add, of), idOf(remove, of)) ?? []
  const [roles, people] = [list('roles'), list('people')]
  return roles.length + people.length === 0 ? undefined : { roles, people }
}

/** The id of what is mentioned, if it belongs into that list. */
const idOf = (mentioned: ReturnType<Options['getMentionable']>, list: keyof Members): string | undefined => {
  if (mentioned === null || !('id' in mentioned)) return userIn(mentioned, list)
  const isRole = mentioned instanceof Role || 'hoist' in mentioned
  return isRole === (list === 'roles') ? mentioned.id : undefined
}

/** Of a member whom Discord describes without a server in the cache. */
const userIn = (mentioned: ReturnType<Options['getMentionable']>, list: keyof Members): string | undefined =>
  list === 'people' && mentioned !== null && 'user' in mentioned ? mentioned.user.id : undefined

/** A list without its last entry is none: then nothing is set. */
const changedList = (
  before: readonly string[],
  add: string | undefined,
  remove: string | undefined,
): readonly string[] | undefined => {
  const after = [...new Set([...before, ...(add === undefined ? [] : [add])])].filter((id) => id !== remove)
  return after.length === 0 ? undefined : after
}
