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
  /** There is a list of those who may, and they are not on it. */
  | { readonly why: 'not-allowed' }
  /** Nobody may ask in this channel. `instead`: the channels and categories where one may, if they are listed. */
  | { readonly why: 'channel'; readonly instead: readonly string[] }

/**
 * Whether somebody may ask in a place. Denials count on every level. Of the lists of those who may, the operator's and that of
 * the most specific level count; a list without entries allows everybody.
 */
export const accessRefusal = (
  asker: Asker,
  location: Location,
  { get, all }: PlaceSettings,
): AccessRefusal | undefined => {
  const isListed = ({ roles, people }: Members): boolean =>
    people.includes(asker.id) || roles.some((role) => role === location.server || asker.roles.includes(role))
  if (all(settings.denied).some(({ value }) => isListed(value))) return { why: 'denied' }
  const [operators] = all(settings.allowed)
  const allowing = [operators.value, get(settings.allowed).value]
  if (!allowing.every((list) => isEmpty(list) || isListed(list))) return { why: 'not-allowed' }
  return channelRefusal(location, { get, all })
}

const isEmpty = ({ roles, people }: Members): boolean => roles.length + people.length === 0

const channelRefusal = (
  { category, channel, thread }: Location,
  { get }: PlaceSettings,
): AccessRefusal | undefined => {
  const here = [category, channel, thread]
  const isHere = (list: readonly string[]): boolean => list.some((id) => here.includes(id))
  const instead = get(settings.channels).value
  if (isHere(get(settings.ignored).value) || (instead.length > 0 && !isHere(instead)))
    return { why: 'channel', instead }
  return undefined
}
