import { setImmediate } from 'node:timers/promises'
import { createCalendar } from '../allowances/calendar.ts'
import type { AllowanceStore, DayOfUsage, UsageQuery } from '../conversation/allowance-store.ts'
import { around, type Period } from './period.ts'

/** Whose usage. */
export type Whose = Pick<UsageQuery, 'serverId' | 'speakerId'>

/** Reads the usage of a period day by day: a busy month is read in slices, and others are answered between two of them. */
export const readUsage = async (
  { usageByDay }: Pick<AllowanceStore, 'usageByDay'>,
  whose: Whose,
  period: Period,
  timeZone: string,
): Promise<readonly DayOfUsage[]> => {
  const { nextBegins } = createCalendar(timeZone)
  const { since, until } = around(period)
  const all: DayOfUsage[] = []
  for (let from = since; from < until; ) {
    const to = nextBegins(from, 'day')
    all.push(...(await usageByDay({ ...whose, since: from, until: to, timeZone })))
    from = to
    await setImmediate()
  }
  return all.filter(({ day }) => period.days.includes(day))
}
