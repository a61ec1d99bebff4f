import type { WideTable } from '../markdown/wide-tables.ts'
import { font, themes } from '../picture-style.ts'
import { longestPiece, textWidth, wrapText } from './text-width.ts'

/** A table as SVG. `width` and `height` are in px. */
export type TableSvg = { readonly svg: string; readonly width: number; readonly height: number }

/** The bounds of one picture: what is beyond them is left out, and an ellipsis says so. */
export const most = { rows: 40, columns: 16, characters: 300, lines: 8, height: 1_600 } as const

const { background, text: color, grid } = themes.dark
const headerBackground = '#2b2d31'

/** In px. */
const fontSize = 15
const lineHeight = 21
const [padX, padY] = [12, 8]
/** What the columns share, unless their longest words need more, each of them 160 px at most. */
const room = 1_100
const longestWord = 160

type Align = WideTable['aligns'][number]

/** Draws a table, light on dark. */
export const tableSvg = (table: WideTable): TableSvg => {
  const rows = table.rows.slice(0, most.rows + 1).map((row, index) => shown(row, index === 0))
  const widths = columnWidths(rows)
  const width = widths.reduce((sum, one) => sum + one + 2 * padX, 0)
  const lines = rows.map((row, index) => linesOf(row, widths, index === 0))
  const parts: string[] = []
  let y = 0
  let count = 0
  for (const row of lines) {
    const height = heightOf(row)
    if (y + height > most.height && count > 1) break
    parts.push(drawRow(row, { y, width, height, widths, aligns: table.aligns, isHeader: count === 0 }))
    y += height
    count += 1
  }
  const left = table.rows.length - count
  if (left > 0) {
    const rest = [[`… +${left}`]]
    parts.push(
      drawRow(rest, { y, width, height: heightOf(rest), widths: [width], aligns: ['left'], isHeader: false }),
    )
    y += heightOf(rest)
  }
  const size = `width="${width}" height="${y}"`
  const style = `font-family="${font}" font-size="${fontSize}" fill="${color}"`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${style}><rect ${size} fill="${background}"/>${parts.join('')}</svg>`
  return { svg, width, height: y }
}

/** As much of a row as is drawn. */
const shown = (row: readonly string[], isHeader: boolean): readonly string[] => {
  const cells = row.slice(0, most.columns).map(shortened)
  const left = row.length - cells.length
  return left > 0 ? [...cells, isHeader ? `… +${left}` : '…'] : cells
}

const shortened = (cell: string): string =>
  cell.length > most.characters ? `${cell.slice(0, most.characters).replace(/[\ud800-\udbff]$/, '')} …` : cell

/** Each column as wide as its text, but for the widest ones, which share what is left. */
const columnWidths = (rows: WideTable['rows']): readonly number[] => {
  const widest = (measure: (text: string, bold: boolean) => number): readonly number[] =>
    (rows[0] ?? []).map((_, at) =>
      Math.ceil(Math.max(fontSize, ...rows.map((row, index) => measure(row[at] ?? '', index === 0)))),
    )
  const natural = widest((text, bold) => textWidth(text, fontSize, bold))
  const words = widest((text, bold) => Math.min(longestWord, longestPiece(text, fontSize, bold)))
  const share = fairShare(natural)
  return natural.map((width, at) => Math.min(width, Math.max(share, words[at] ?? 0)))
}

/** How wide a column may be so that all of them stay within the room. */
const fairShare = (widths: readonly number[]): number => {
  let left = room
  let others = widths.length
  for (const width of widths.toSorted((a, b) => a - b)) {
    if (width > left / others) return Math.floor(left / others)
    left -= width
    others -= 1
  }
  return room
}

type Lines = readonly (readonly string[])[]

const linesOf = (row: readonly string[], widths: readonly number[], bold: boolean): Lines =>
  row.map((cell, at) => wrapText(cell, { width: widths[at] ?? 0, fontSize, bold, most: most.lines }))

const heightOf = (row: Lines): number =>
  Math.max(1, ...row.map((lines) => lines.length)) * lineHeight + 2 * padY

type RowBox = {
  readonly y: number
  readonly width: number
  readonly height: number
  readonly widths: readonly number[]
  readonly aligns: readonly Align[]
  readonly isHeader: boolean
}

const drawRow = (row: Lines, { y, width, height, widths, aligns, isHeader }: RowBox): string => {
  const behind = isHeader
    ? `<rect width="${width}" height="${height}" fill="${headerBackground}"/>`
    : `<rect y="${y}" width="${width}" height="1" fill="${grid}"/>`
  let x = 0
  const cells = row.map((lines, at) => {
    const column = widths[at] ?? 0
    const box = { x: x + padX, y: y + padY, width: column, align: aligns[at] ?? 'left', bold: isHeader }
    x += column + 2 * padX
    return cellText(lines, box)
  })
  return behind + cells.join('')
}

type CellBox = Pick<RowBox, 'y' | 'width'> & {
  readonly x: number
  readonly align: Align
  readonly bold: boolean
}

const anchors = { left: 'start', center: 'middle', right: 'end' } as const

const cellText = (lines: readonly string[], { x, y, width, align, bold }: CellBox): string => {
  const at = align === 'left' ? x : align === 'right' ? x + width : x + width / 2
  const style = `text-anchor="${anchors[align]}"${bold ? ' font-weight="bold"' : ''}`
  return lines
    .map(
      (line, index) =>
        `<text x="${at}" y="${y + index * lineHeight + fontSize}" ${style}>${escaped(line)}</text>`,
    )
    .join('')
}

/** What XML cannot hold is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[^\t\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
