import type { Allowance, PeriodLength, Unit } from '../../src/conversation/allowance.ts'

/** The budgets that a subject can have, in the order of the form. */
export const budgetKinds = [
  { unit: 'microDollars', length: 'day' },
  { unit: 'microDollars', length: 'month' },
  { unit: 'tokens', length: 'day' },
  { unit: 'tokens', length: 'month' },
] as const satisfies readonly { readonly unit: Unit; readonly length: PeriodLength }[]

/** One of them. */
export type BudgetKind = (typeof budgetKinds)[number]

/** The most that can be set: dollars or tokens. */
export const mostOfBudget = 1_000_000_000

/** An amount as it is typed: dollars, or tokens. */
export const typedAmount = (amount: number, unit: Unit): string =>
  String(unit === 'microDollars' ? amount / 1_000_000 : amount)

/**
 * The amount that somebody has typed, also in full width or with commas between thousands; undefined for none, NaN for what is no
 * amount.
 *
 * @example readAmount('$2.50', 'microDollars') // 2500000
 */
export const readAmount = (typed: string, unit: Unit): number | undefined => {
  const text = typed.normalize('NFKC').replace(/[\s$]/g, '')
  if (text === '') return undefined
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  const form = unit === 'microDollars' ? /^\d{1,10}(\.\d{1,6})?$/ : /^\d{1,10}$/
  const value = form.test(plain) ? Number(plain) : Number.NaN
  if (Number.isNaN(value) || value > mostOfBudget) return Number.NaN
  return unit === 'microDollars' ? Math.round(value * 1_000_000) : value
}

/** What is set of a kind. */
export const amountOf = (
  own: readonly Pick<Allowance, 'unit' | 'length' | 'amount'>[],
  { unit, length }: BudgetKind,
): number | undefined => own.find((one) => one.unit === unit && one.length === length)?.amount
