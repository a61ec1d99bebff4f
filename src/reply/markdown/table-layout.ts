import stringWidth from 'string-width'
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
export function layOut(
  rows: readonly (readonly string[])[],
  aligns: readonly Align[],
): string[][] | undefined {
  const widths = columnWidths(rows, aligns.length)
  if (widths === undefined) return undefined
  const wrapped = rows.map((row) => widths.map((width, column) => wrap(row[column] ?? '', width)))
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

function columnWidths(rows: readonly (readonly string[])[], columns: number): number[] | undefined {
  const room = widest - divider.length * (columns - 1)
  const columnsBy = (of: (cell: string) => number) =>
    Array.from({ length: columns }, (_, column) =>
      rows.reduce((most, row) => Math.max(most, of(row[column] ?? '')), 1),
    )
  const widths = columnsBy(width)
  if (narrow(widths, widths, room)) return widths
  const words = columnsBy((cell) => cell.split(' ').reduce((most, word) => Math.max(most, width(word)), 0))
  if (narrow(widths, words, room)) return widths
  const least = words.map((word) => Math.min(word, narrowest))
  return narrow(widths, least, room) ? widths : undefined
}

/** Takes from the widest column until all fit, but no column gets narrower than its `least`. */
function narrow(widths: number[], least: readonly number[], room: number): boolean {
  let excess = widths.reduce((sum, one) => sum + one, 0) - room
  while (excess > 0) {
    const spare = widths.map((one, column) => (one > (least[column] ?? 0) ? one : 0))
    const most = Math.max(...spare)
    if (most === 0) return false
    const column = spare.indexOf(most)
    const next = Math.max(0, ...spare.filter((one) => one < most))
    const step = Math.max(1, Math.min(excess, most - Math.max(next, least[column] ?? 0)))
    widths[column] = most - step
    excess -= step
  }
  return true
}

function wrap(text: string, room: number): string[] {
  if (text === '') return []
  if (width(text) <= room) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((one) => divided(one, room))) {
    const joined = line === '' ? word : `${line} ${word}`
    if (width(joined) <= room) line = joined
    else {
      if (line !== '') lines.push(line)
      line = word
    }
  }
  return line === '' ? lines : [...lines, line]
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

function divided(word: string, room: number): string[] {
  if (width(word) <= room) return [word]
  const parts: string[] = []
  let part = ''
  for (const { segment } of graphemes.segment(word)) {
    if (part !== '' && width(part + segment) > room) {
      parts.push(part)
      part = ''
    }
    part += segment
  }
  return [...parts, part]
}

function pad(text: string, room: number, align: Align): string {
  const free = Math.max(0, room - width(text))
  const before = align === 'right' ? free : align === 'center' ? Math.floor(free / 2) : 0
  return ' '.repeat(before) + text + ' '.repeat(free - before)
}

/** Latin, Greek and Cyrillic letters, arrows and operators take one column each. */
const narrowText =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2190-\u21ff\u2200-\u22ff]*$/

function width(text: string): number {
  return narrowText.test(text) ? text.length : stringWidth(text)
}
