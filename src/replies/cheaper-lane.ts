import type { Allowances, LimitNow, Spender } from '../allowances/allowances.ts'
import type { KnownModels } from '../conversation/claude.ts'
import type { Cheaper } from '../conversation/turn.ts'
import type { ReadSettings } from '../settings/read-settings.ts'
import { noModel } from '../settings/setting.ts'
import { settings as all } from '../settings/settings.ts'

/** A cheaper model that can answer in place of the usual one. */
export type CheaperLane = {
  readonly model: string
  /** Present if so much of an allowance is used that it answers now. */
  readonly due?: Cheaper
}

/**
 * Reads what holds for whoever pays: undefined where no model is named for it that can be used and is cheaper than the usual one.
 * Throws `StoreFailed`.
 */
export type ReadCheaperLane = (spender: Spender) => Promise<CheaperLane | undefined>

/** What it is worked out from. */
export type CheaperLaneSources = {
  readonly settings: ReadSettings
  readonly allowances: Pick<Allowances, 'limits'>
  readonly models: KnownModels
  /** Whether a model is cheaper than another one. */
  readonly isCheaper: (model: string, than: string) => boolean
}

/**
 * Once a share of an allowance that applies is spent, the cheaper model is due. What runs is not counted: it is reserved at its
 * worst, and would make the model due long before the share is used.
 */
export const createCheaperLane =
  ({ settings, allowances, models, isCheaper }: CheaperLaneSources): ReadCheaperLane =>
  async (spender) => {
    const { get } = await settings(spender.place, spender.personId)
    const model = get(all.cheaper).value
    if (model === noModel || !isCheaper(model, get(all.model).value)) return undefined
    const known = await models()
    if (known.length > 0 && known.every(({ id }) => id !== model)) return undefined
    const fullest = fullestOf(await allowances.limits(spender))
    const isDue = fullest !== undefined && fullest.percent >= get(all['cheaper-from']).value
    return { model, ...(isDue && { due: fullest }) }
  }

/** The allowance of which the largest share is used. */
const fullestOf = (limits: readonly LimitNow[]): Required<Cheaper> | undefined =>
  limits
    .map(({ length, spent, amount }) => ({ length, percent: percentOf(spent, amount) }))
    .toSorted((a, b) => b.percent - a.percent)[0]

const percentOf = (spent: number, amount: number): number =>
  amount === 0 ? 100 : Math.min(100, Math.floor((spent * 100) / amount))
