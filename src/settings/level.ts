import type { SettingsOwner } from '../conversation/stored-settings.ts'

/** Where a setting can be set, the most general first. What is set further down counts before what is set above it. */
export const levels = ['operator', 'server', 'category', 'channel', 'thread', 'person'] as const

/** One of the places where a setting can be set. */
export type Level = (typeof levels)[number]

/**
 * Where a conversation is held, by Discord's ids. A direct message has only a channel. A channel without a category has none
 * in Discord either.
 */
export type Location = {
  readonly server?: string
  readonly category?: string
  readonly channel: string
  readonly thread?: string
}

/** A level below the operator's, and what is stored there. */
export type LevelOwner = { readonly level: Exclude<Level, 'operator'>; readonly owner: SettingsOwner }

/**
 * The levels that a location has, the most general first, and the person's, if a person is given.
 *
 * @example levelsOf({ server: '1', channel: '2' }, '3') // server 1, channel 2, person 3
 */
export const levelsOf = (
  { server, category, channel, thread }: Location,
  personId?: string,
): readonly LevelOwner[] => [
  ...(server === undefined ? [] : [{ level: 'server', owner: { type: 'server', id: server } } as const]),
  ...(category === undefined ? [] : [{ level: 'category', owner: channelOwner(category) } as const]),
  { level: 'channel', owner: channelOwner(channel) },
  ...(thread === undefined ? [] : [{ level: 'thread', owner: channelOwner(thread) } as const]),
  ...(personId === undefined ? [] : [{ level: 'person', owner: { type: 'person', id: personId } } as const]),
]

const channelOwner = (id: string): SettingsOwner => ({ type: 'channel', id })
