import type { Location } from './level.ts'
import type { Members } from './setting.ts'
import { settings } from './settings.ts'
import type { PlaceSettings } from './walk.ts'

/** Who asks. */
export type Asker = {
  readonly id: string
  /** The ids of their roles in the server. Everybody also has the role that has the server's id. */
  readonly roles: readonly string[]
}

/** Why somebody may not ask in a place. */
export type AccessRefusal =
  /** They, or a role of theirs, are on a list of those who may not. */
  | { readonly why: 'denied' }
  /** There is a list of those who may, and they are not on it; or there is a list, and nobody knows who they are. */
  | { readonly why: 'not-allowed' }
  /** Nobody may ask in this channel. `instead`: the channels and categories where one may, if they are listed. */
  | { readonly why: 'channel'; readonly instead: readonly string[] }

/**
 * Whether somebody may ask in a place. Denials count on every level. Of the lists of those who may, the operator's and that of
 * the most specific level count; a list without entries allows everybody. `asker` is undefined where nobody knows who asks.
 */
export const accessRefusal = (
  asker: Asker | undefined,
  location: Location,
  place: PlaceSettings,
): AccessRefusal | undefined => {
  const denying = place.all(settings.denied).map(({ value }) => value)
  const [operators] = place.all(settings.allowed)
  const allowing = [operators.value, place.get(settings.allowed).value].filter((list) => !isEmpty(list))
  if (asker === undefined && [...denying, ...allowing].some((list) => !isEmpty(list)))
    return { why: 'not-allowed' }
  if (asker !== undefined) {
    const lists = (list: Members): boolean => isListed(asker, list, location)
    if (denying.some(lists)) return { why: 'denied' }
    if (!allowing.every(lists)) return { why: 'not-allowed' }
  }
  return channelRefusal(location, place)
}

const isEmpty = ({ roles, people }: Members): boolean => roles.length + people.length === 0

const isListed = (asker: Asker, { roles, people }: Members, { server }: Location): boolean =>
  people.includes(asker.id) || roles.some((role) => role === server || asker.roles.includes(role))

const channelRefusal = (
  { category, channel, thread }: Location,
  { get }: PlaceSettings,
): AccessRefusal | undefined => {
  const isHere = (list: readonly string[]): boolean =>
    list.some((id) => id === category || id === channel || id === thread)
  const instead = get(settings.channels).value
  if (isHere(get(settings.ignored).value) || (instead.length > 0 && !isHere(instead)))
    return { why: 'channel', instead }
  return undefined
}
