import type { Store } from '../conversation/store.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { type Location, levelsOf } from './level.ts'
import { type Operator, type PlaceSettings, walk } from './walk.ts'

/** Reads the settings that hold in a place or at a location, for a person if one is given. Throws `StoreFailed`. */
export type ReadSettings = (place: PlaceId | Location, personId?: string) => Promise<PlaceSettings>

/** What reading needs. */
export type SettingsSources = {
  readonly operator: Operator
  readonly store: Pick<Store, 'settingsOf'>
  /** Where a place is, as far as Discord has told. */
  readonly locate: (place: PlaceId) => Location
}

/**
 * Reads settings from the store at each call: a change counts from the next question on, and a channel that was moved follows
 * its new category.
 */
export const createReadSettings =
  ({ operator, store, locate }: SettingsSources): ReadSettings =>
  async (place, personId) => {
    const levels = levelsOf(typeof place === 'string' ? locate(place) : place, personId)
    const stored = await store.settingsOf(levels.map(({ owner }) => owner))
    return walk(
      operator,
      levels.map(({ level }, at) => ({ level, values: stored[at] ?? {} })),
    )
  }
