const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const

const relative = (seconds: number, locale: string): string => {
  const size = Math.abs(seconds)
  const [unit, length] = units.find(([, it]) => size >= it) ?? ['second', 1]
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.trunc(seconds / length), unit)
}

/** A timestamp mark in words: `seconds` since 1970 in Discord's style, as of `now` in milliseconds. */
export const timeText = (seconds: number, style: string, locale: string, now: number): string => {
  if (style === 'R') return relative(seconds - now / 1000, locale)
  return new Intl.DateTimeFormat(locale, styles[style] ?? styles['f']).format(seconds * 1000)
}
