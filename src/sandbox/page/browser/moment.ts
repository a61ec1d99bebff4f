const day = (at: number): string => new Date(at).toDateString()

/** The time of day alone, as Discord shows it beside a grouped message. */
export const timeText = (at: number, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)

/** A message's moment as Discord writes it; times are milliseconds of wall time. */
export const momentText = (at: number, now: number, locale: string): string => {
  const time = timeText(at, locale)
  if (day(at) === day(now)) return locale === 'ja' ? `今日 ${time}` : `Today at ${time}`
  return `${new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).format(at)} ${time}`
}
