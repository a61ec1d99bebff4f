/** How a column's text stands in it. */
export type Align = 'left' | 'center' | 'right'

/** What Discord's desktop client shows of a code block without wrapping it, in columns. */
export const mostColumns = 64

const divider = ' │ '

/** Characters that take one column each in Discord's code font: Latin, Greek and Cyrillic letters, signs and arrows. */
const narrow =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u209c\u20a0-\u20bf\u2150-\u21ff\u2200-\u22ff]*$/

/**
 * The lines of a table with aligned columns, the second of which is a rule; undefined where a row would not stay on one
 * line of 64 columns, or holds characters that do not align (emoji, Chinese, Arabic).
 */
export const layOut = (
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): readonly string[] | undefined => {
  const widths = aligns.map((_, column) =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 1),
  )
  const width = widths.reduce((sum, one) => sum + one, divider.length * (widths.length - 1))
  if (width > mostColumns || !rows.every((row) => row.every((text) => narrow.test(text)))) return undefined
  const lines = rows.map((row) =>
    aligns
      .map((align, column) => pad(row[column] ?? '', widths[column] ?? 0, align))
      .join(divider)
      .trimEnd(),
  )
  const rule = widths.map((one) => '─'.repeat(one)).join('─┼─')
  return lines.toSpliced(1, 0, rule)
}

const pad = (text: string, room: number, align: Align): string => {
  const free = Math.max(0, room - text.length)
  const before = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + text + ' '.repeat(free - before)
}
