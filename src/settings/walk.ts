import type { StoredSettings } from '../conversation/stored-settings.ts'
import type { Level } from './level.ts'
import type { Bounds, Setting, SettingName } from './setting.ts'

/** What the operator decides. */
export type Operator = {
  /** The operator's own values, in the form of the settings. */
  readonly values: StoredSettings
  /** Settings that nobody else can set. */
  readonly fixed: ReadonlySet<SettingName>
  readonly bounds: Bounds
}

/** A value that counts, and the level that it comes from. */
export type Effective<T> = { readonly value: T; readonly from: Level }

/** What is stored at one level. */
export type LevelValues = { readonly level: Level; readonly values: StoredSettings }

/** The settings that hold in one place. */
export type PlaceSettings = {
  /** The value that counts: that of the most specific level that has one. */
  readonly get: <T>(setting: Setting<T>) => Effective<T>
  /**
   * The values of all levels that have one, the most general first. What a level may not set, or what is outside the operator's
   * bounds, is left out. The first is the operator's.
   */
  readonly all: <T>(setting: Setting<T>) => readonly [Effective<T>, ...Effective<T>[]]
}

/**
 * Reads settings by walking from the operator down through `below`, which is in that order.
 *
 * @example walk(operator, [{ level: 'server', values: { footer: 'off' } }]).get(settings.footer) // off, from the server
 */
export const walk = (operator: Operator, below: readonly LevelValues[]): PlaceSettings => {
  const all: PlaceSettings['all'] = (setting) => {
    const own = valueIn(operator.values, setting, operator.bounds) ?? setting.otherwise
    const lower = operator.fixed.has(setting.name)
      ? []
      : below.filter(({ level }) => setting.levels.includes(level))
    return [
      { value: own, from: 'operator' },
      ...lower.flatMap(({ level, values }) => {
        const value = valueIn(values, setting, operator.bounds)
        return value === undefined ? [] : [{ value, from: level }]
      }),
    ]
  }
  return {
    all,
    get: (setting) => {
      const values = all(setting)
      return values.at(-1) ?? values[0]
    },
  }
}

/** The value that an owner has set, if it is allowed within the bounds. */
export const valueIn = <T>(values: StoredSettings, setting: Setting<T>, bounds: Bounds): T | undefined =>
  setting.schema(bounds).safeParse(values[setting.name]).data
