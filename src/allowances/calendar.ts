import type { PeriodLength, Periods } from '../conversation/allowance.ts'

/** Days and months as people count them in a time zone, however long its clocks make them. */
export type Calendar = {
  /** The day and the month of a moment, in ms since 1970. */
  readonly periodsOf: (at: number) => Periods
  /** When the next day or month begins, in ms since 1970. */
  readonly nextBegins: (at: number, length: PeriodLength) => number
}

const hour = 3_600_000

/** Longer than any day and any month, in ms. */
const longest = { day: 50 * hour, month: 32 * 24 * hour } as const

/**
 * The calendar of a time zone, by its IANA name.
 *
 * @example createCalendar('Asia/Tokyo').periodsOf(0) // { day: '1970-01-01', month: '1970-01' }
 */
export const createCalendar = (timeZone: string): Calendar => {
  const format = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, calendar: 'gregory', numberingSystem: 'latn' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
  })
  const periodsOf = (at: number): Periods => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
    const month = `${parts.get('year')}-${parts.get('month')}`
    return { day: `${month}-${parts.get('day')}`, month }
  }
  return {
    periodsOf,
    nextBegins: (at, length) => {
      const now = periodsOf(at)[length]
      let same = at
      let next = at + longest[length]
      while (next - same > 1) {
        const middle = Math.floor((same + next) / 2)
        if (periodsOf(middle)[length] === now) same = middle
        else next = middle
      }
      return next
    },
  }
}

/**
 * The month before another.
 *
 * @example monthBefore('2027-01') // '2026-12'
 */
export const monthBefore = (month: string): string => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 2)).toISOString().slice(0, '2026-12'.length)
}
