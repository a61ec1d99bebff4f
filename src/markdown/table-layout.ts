import { width } from './cell-width.ts'
import { type CellText, cellText, wrap } from './cell-wrap.ts'
import type { Align } from './table.ts'

/** What a phone shows of a code block without wrapping it. */
const widest = 42
/** Words are divided only in columns at least this wide. */
const narrowest = 8
const tallest = 8
const divider = ' │ '

/**
 * The lines of each row of a table, the first one followed by a rule, in at most 42 terminal columns;
 * undefined where cells would become too narrow or too tall.
 */
export const layOut = (
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): string[][] | undefined => {
  const cells = rows.map((row) => aligns.map((_, column) => cellText(row[column] ?? '')))
  const widths = columnWidths(cells, aligns.length)
  if (widths === undefined) return undefined
  const wrapped = cells.map((row) => row.map((cell, column) => wrap(cell, widths[column] ?? 0)))
  if (wrapped.some((cells) => cells.some((lines) => lines.length > tallest))) return undefined
  return wrapped.map((cells, index) => {
    const height = Math.max(1, ...cells.map((lines) => lines.length))
    const lines = Array.from({ length: height }, (_, line) =>
      cells
        .map((cell, column) => pad(cell[line] ?? '', widths[column] ?? 0, aligns[column] ?? 'left'))
        .join(divider)
        .trimEnd(),
    )
    return index === 0 ? [...lines, widths.map((width) => '─'.repeat(width)).join('─┼─')] : lines
  })
}

const columnWidths = (
  rows: readonly (readonly CellText[])[],
  columns: number,
): readonly number[] | undefined => {
  const room = widest - divider.length * (columns - 1)
  const columnsBy = (of: (cell: CellText) => number) =>
    Array.from({ length: columns }, (_, column) =>
      rows.reduce((most, row) => Math.max(most, row[column] === undefined ? 0 : of(row[column])), 1),
    )
  const widths = columnsBy((cell) => cell.width)
  if (total(widths) <= room) return widths
  const whole = columnsBy(({ words }) => words.reduce((most, word) => Math.max(most, word.whole), 0))
  const parted = columnsBy(({ words }) => words.reduce((most, word) => Math.max(most, word.parted), 0))
  const divided = whole.map((word) => Math.min(word, narrowest))
  return level(widths, whole, room) ?? level(widths, parted, room) ?? level(widths, divided, room)
}

const total = (widths: readonly number[]): number => widths.reduce((sum, one) => sum + one, 0)

/**
 * Cuts the widest columns to one level, so that all fit, but none below its `least`. How much wider than that a column
 * would be doesn't matter, so the widths rest while a long cell grows.
 */
const level = (
  widths: readonly number[],
  least: readonly number[],
  room: number,
): readonly number[] | undefined => {
  const cut = (to: number) => widths.map((one, column) => Math.max(least[column] ?? 0, Math.min(one, to)))
  if (total(cut(0)) > room) return undefined
  let to = room
  while (total(cut(to)) > room) to--
  const higher = cut(to + 1)
  let spare = room - total(cut(to))
  return cut(to).map((one, column) => (one < (higher[column] ?? 0) && spare-- > 0 ? one + 1 : one))
}

const pad = (text: string, room: number, align: Align): string => {
  const free = Math.max(0, room - width(text))
  const before = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + text + ' '.repeat(free - before)
}
