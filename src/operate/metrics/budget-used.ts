import type { Periods } from '../../conversation/allowance.ts'
import type { Store } from '../../conversation/store.ts'

/** What the whole bot may spend in a day and in a month, in millionths of a US dollar. */
export type Budget = { readonly [Scope in keyof Periods]?: number | undefined }

/** Which part of a budget is spent: 1 is all of it. */
export type BudgetUsed = { readonly scope: keyof Periods; readonly ratio: number }

/** Reads what the bot has spent of its budgets in the periods of now; none where there is no budget. */
export const budgetUsed = async (
  budget: Budget,
  { uses }: Pick<Store, 'uses'>,
  periods: Periods,
): Promise<readonly BudgetUsed[]> => {
  const scopes = (['day', 'month'] as const).filter((scope) => budget[scope] !== undefined)
  if (scopes.length === 0) return []
  const useOf = await uses(
    ['bot'],
    scopes.map((scope) => periods[scope]),
  )
  return scopes.map((scope) => ({
    scope,
    ratio: useOf('bot', periods[scope]).spent.microDollars / (budget[scope] || 1),
  }))
}
