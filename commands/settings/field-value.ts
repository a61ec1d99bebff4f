import { createHash } from 'node:crypto'
import { channelList, members, type Setting } from '../../src/settings/setting.ts'
import type { Describing } from './describe.ts'

/** What Discord's select menus take. */
export const mostListed = 25

/**
 * A value as the field of a form can hold it: lists in order and without what was deleted, and undefined for what is as above.
 * Two values that look the same in a form are the same here.
 */
export const fieldValue = (
  setting: Setting<unknown>,
  value: unknown,
  { guild, operator }: Pick<Describing, 'guild' | 'operator'>,
): unknown => {
  switch (setting.kind(operator.bounds).type) {
    case 'members': {
      const { roles, people } = members.schema().safeParse(value).data ?? { roles: [], people: [] }
      const known = roles.filter((id) => guild?.roles.cache.has(id)).toSorted()
      const shown = people.toSorted().slice(0, mostListed - known.length)
      return known.length + shown.length === 0 ? undefined : { roles: known, people: shown }
    }
    case 'channels': {
      const ids = channelList.schema().safeParse(value).data ?? []
      const known = ids.filter((id) => guild?.channels.cache.has(id)).toSorted()
      return known.length === 0 ? undefined : known.slice(0, mostListed)
    }
    case 'channel':
      return guild?.channels.cache.has(String(value)) ? value : undefined
    case 'text':
      return value === '' ? undefined : value
    default:
      return value
  }
}

/**
 * A short digest of a field's value, for its custom id: what somebody has not touched is not written, so that two who change
 * different things at the same time do not undo each other's work, and nothing is lost that a form cannot show.
 */
export const digest = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 12)
