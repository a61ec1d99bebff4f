import type { AllowanceStore } from '../conversation/allowance-store.ts'
import type { Allowances, LimitNow, Spender } from './allowances.ts'

/** The shares of an allowance at which there is an alert, in percent, the highest first. */
const levels = [95, 75] as const

/** What alerts work with. */
export type AlertSources = {
  readonly store: Pick<AllowanceStore, 'firstAlert'>
  readonly limits: Allowances['limits']
  /** Tells of an allowance that is used to so many percent. */
  readonly tell: (percent: (typeof levels)[number], limit: LimitNow, spender: Spender) => Promise<void>
  readonly onFault: (error: unknown) => void
}

/** An allowance that several people share: who has one alone hears of it when it is used up. */
const isShared = ({ scope }: LimitNow): boolean =>
  scope === 'bot' || scope === 'server' || scope === 'channel'

/**
 * Tells once, in each period, when three quarters of a shared allowance are used, and once when nearly all is. Call it after each
 * request that was settled; it never rejects.
 */
export const createAlerts = ({
  store,
  limits,
  tell,
  onFault,
}: AlertSources): ((spender: Spender) => Promise<void>) => {
  const given = new Set<string>()
  const alert = async (limit: LimitNow, spender: Spender): Promise<void> => {
    const reached = levels.filter((percent) => limit.spent * 100 >= limit.amount * percent)
    const [percent] = reached
    if (percent === undefined || limit.amount === 0) return
    const { account, period, unit } = limit
    const key = `${account} ${period} ${unit} ${percent}`
    if (given.has(key)) return
    if (given.size > mostRemembered) given.clear()
    given.add(key)
    const isFirst = await store.firstAlert({ account, period, unit, percent })
    // Past 95 % nobody needs to hear of 75 %.
    for (const lower of reached.slice(1)) await store.firstAlert({ account, period, unit, percent: lower })
    if (isFirst) await tell(percent, limit, spender)
  }
  return async (spender) => {
    try {
      for (const limit of (await limits(spender)).filter(isShared)) await alert(limit, spender)
    } catch (error) {
      onFault(error)
    }
  }
}

/** Of alerts that were given, so that the store is not asked each time. */
const mostRemembered = 1_000
