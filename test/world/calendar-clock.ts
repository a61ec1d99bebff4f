import { type Clock, systemClock } from '../../src/clock.ts'

/** The machine's own time, on a day that the test chooses: timers run as ever, and days pass when they are told to. */
export type CalendarClock = Clock & {
  /** Moves the date and the time of day on, and nothing else. */
  readonly passDays: (days: number) => void
}

const day = 24 * 3_600_000

/** Begins at noon in UTC on a day such as `2026-11-29`, so that no midnight comes by itself. */
export const createCalendarClock = (date: string): CalendarClock => {
  const begun = systemClock.elapsed()
  let noon = Date.parse(`${date}T12:00:00Z`)
  return {
    ...systemClock,
    now: () => Math.floor(noon + systemClock.elapsed() - begun),
    passDays: (days) => {
      noon += days * day
    },
  }
}
