import type { OverAllowance, Unit } from '../conversation/allowance.ts'
import type { AllowanceWords, Strings } from '../i18n/strings.ts'
import { money } from './footer.ts'

/** An amount as people write it, such as `$2.50` or `50,000 tokens`. */
export const amountText = (amount: number, unit: Unit, { locale, allowances }: Strings): string =>
  unit === 'microDollars'
    ? money(amount / 1_000_000)
    : allowances.tokens(new Intl.NumberFormat(locale).format(amount))

/** A moment as Discord draws it for each reader, such as “in 3 hours”. */
export const timeFromNow = (at: number): string => `<t:${Math.ceil(at / 1000)}:R>`

/** What is said of an allowance that is used up. */
export const allowanceWords = (over: OverAllowance, strings: Strings): AllowanceWords => ({
  ...{ scope: over.scope, length: over.length, isHeld: over.isHeld ?? false },
  limit: amountText(over.limit, over.unit, strings),
  spent: amountText(over.spent, over.unit, strings),
  frees: timeFromNow(over.freesAt),
})
