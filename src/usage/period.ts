/** The days that are looked at, from the first to the last, such as `2026-11-29`. */
export type Period = { readonly days: readonly string[] }

export const periodNames = ['today', 'week', 'month', 'quarter'] as const
export type PeriodName = (typeof periodNames)[number]

/** How many days each one has, today among them. */
const lengths: Readonly<Record<PeriodName, number>> = { today: 1, week: 7, month: 30, quarter: 90 }

const dayMs = 86_400_000

/** No more days are drawn or listed. */
export const mostDays = 366

/** The day at a moment, in a time zone. */
export const dayAt = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms)

/** A day that exists, in ms since 1970 at midnight UTC; undefined for any other text. */
const noon = (day: string): number | undefined => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== day ? undefined : at
}

/** The days that end with today. */
export const lastDays = (name: PeriodName, today: string): Period => {
  const last = noon(today) ?? 0
  return { days: daysFrom(last - (lengths[name] - 1) * dayMs, last) }
}

/** The days from one to another; undefined where one of them is none, or they are too many or in the wrong order. */
export const daysBetween = (first: string, last: string): Period | undefined => {
  const [from, to] = [noon(first), noon(last)]
  if (from === undefined || to === undefined || to < from || to - from >= mostDays * dayMs) return undefined
  return { days: daysFrom(from, to) }
}

const daysFrom = (from: number, to: number): readonly string[] =>
  Array.from({ length: Math.round((to - from) / dayMs) + 1 }, (_, n) =>
    new Date(from + n * dayMs).toISOString().slice(0, 10),
  )

/** Moments that enclose the days in every time zone: zones are at most 14 h ahead of UTC and 12 h behind. */
export const around = ({ days }: Period): { readonly since: number; readonly until: number } => ({
  since: (noon(days[0] ?? '') ?? 0) - 14 * 3_600_000,
  until: (noon(days.at(-1) ?? '') ?? 0) + dayMs + 12 * 3_600_000,
})
