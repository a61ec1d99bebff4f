import type { SelectView } from '../../view/components.ts'
import type { ChannelView } from '../../view/places.ts'
import type { State } from '../state.ts'

/** A line that can be chosen in a select menu. */
export type SelectOption = {
  readonly value: string
  readonly label: string
  readonly description: string
  /** What stands before the label: an emoji, or the sign of a channel or role. */
  readonly sign: string
  /** Of the label; empty for the usual one. */
  readonly color: string
}

const people = (state: State): readonly SelectOption[] =>
  state.people.map(({ id, name, bot, color }) => ({
    ...{ value: id, label: name, description: bot ? 'App' : '', sign: '', color: bot ? '' : color },
  }))

const roles = (state: State, guildId: string | undefined): readonly SelectOption[] =>
  state.roles
    .filter((role) => role.guildId === guildId)
    .map(({ id, name, color }) => ({
      ...{ value: id, label: name.replace(/^@/, ''), description: '', sign: '@', color },
    }))

const signs: Readonly<Record<ChannelView['kind'], string>> = {
  text: '#',
  category: '▾',
  thread: '└',
  direct: '@',
}

const channels = (
  state: State,
  guildId: string | undefined,
  types: readonly number[],
): readonly SelectOption[] =>
  [...state.channels.values()]
    .filter((it) => it.guildId === guildId && (types.length === 0 || types.includes(it.type)))
    .map(({ id, name, kind }) => ({ value: id, label: name, description: '', sign: signs[kind], color: '' }))

/** All that the select offers in that channel. */
export const selectOptions = (
  state: State,
  select: SelectView,
  channelId: string,
): readonly SelectOption[] => {
  const guildId = state.channels.get(channelId)?.guildId
  switch (select.picks) {
    case 'options':
      return select.choices.map(({ value, label, description, emoji }) => ({
        ...{ value, label, description, sign: emoji, color: '' },
      }))
    case 'users':
      return people(state)
    case 'roles':
      return roles(state, guildId)
    case 'mentionables':
      return [...roles(state, guildId), ...people(state)]
    case 'channels':
      return channels(state, guildId, select.channelTypes)
  }
}

/** Those whose label, value or description has the words that were typed. */
export const matching = (options: readonly SelectOption[], query: string): readonly SelectOption[] => {
  const words = query.trim().toLowerCase()
  return options.filter(({ label, description }) => `${label} ${description}`.toLowerCase().includes(words))
}
