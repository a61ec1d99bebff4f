import { stripVTControlCharacters } from 'node:util'
import Table from 'cli-table3'
import stringWidth from 'string-width'

const widest = (rows: readonly (readonly string[])[], column: number): number =>
  Math.max(...rows.map((cells) => stringWidth(stripVTControlCharacters(cells[column] ?? ''))))

/** Takes what is too much from the widest column, again and again. */
const fitted = (widths: readonly number[], room: number): readonly number[] => {
  const fit = [...widths]
  const sum = (): number => fit.reduce((all, width) => all + width, 0)
  const most = (): number => Math.max(...fit)
  while (sum() > room && most() > 4) fit[fit.indexOf(most())] = most() - 1
  return fit
}

/** A table at most that many columns wide, as long as each of its own columns has three. Long cells are wrapped. */
export const terminalTable = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number,
): string => {
  const widths = head.map((_, column) => widest([head, ...rows], column) + 2)
  const table = new Table({
    head: [...head],
    colWidths: [...fitted(widths, columns - head.length - 1)],
    wordWrap: true,
    style: { head: ['bold'], border: ['gray'] },
  })
  table.push(...rows.map((cells) => [...cells]))
  // A line between any two rows says nothing and doubles the height.
  const lines = table.toString().split('\n')
  return lines
    .filter((line, index) => index <= 2 || !stripVTControlCharacters(line).startsWith('├'))
    .join('\n')
}
