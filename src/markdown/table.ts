import { escapeText, guardFence, withoutInvisible } from './escape.ts'
import type { InlineContext } from './inline-walk.ts'
import { inlineLines, plainText } from './inlines.ts'
import type { Atom } from './line.ts'
import type { Token } from './parser.ts'
import type { SourceMap } from './source-map.ts'
import { layOut } from './table-layout.ts'

/** A table's lines; `apart` says that a page may end before the line. */
export type TableLines = { readonly fenced: boolean; readonly lines: readonly TableLine[] }
type TableLine = { readonly from: number; readonly atoms: readonly Atom[]; readonly apart: boolean }

type Source = Pick<SourceMap, 'lineStart' | 'lineText'> & Pick<InlineContext, 'footnote'>
type Cell = { readonly token: Token; readonly text: string; readonly align: Align }
type Row = { readonly line: number; readonly cells: readonly Cell[] }

/** How a column's text stands in it. */
export type Align = 'left' | 'center' | 'right'

/** The tokens of a table as a monospaced block, or as one card per row where that would be too wide. */
export const tableLines = (tokens: readonly Token[], source: Source): TableLines => {
  const rows = tableRows(tokens)
  const header = rows[0]
  if (header === undefined) return { fenced: false, lines: [] }
  const aligns = header.cells.map((cell) => cell.align)
  const laidOut = layOut(
    rows.map((row) => row.cells.map((cell) => cell.text)),
    aligns,
  )
  if (laidOut === undefined && rows.length > 1)
    return { fenced: false, lines: cards(header, rows.slice(1), source) }
  if (laidOut === undefined) return { fenced: false, lines: cards(header, rows, source) }
  return { fenced: true, lines: fencedLines(rows, laidOut, source) }
}

const fencedLines = (
  rows: readonly Row[],
  laidOut: readonly (readonly string[])[],
  source: Source,
): TableLine[] =>
  laidOut.flatMap((texts, index) => {
    const from = rowStart(rows[index], source)
    return texts.map((text, line) => ({
      from,
      atoms: [{ kind: 'whole', raw: guardFence(text), from, marks: [] } as const],
      apart: line === 0 && index !== 1,
    }))
  })

/** Where a row's first bar or cell stands: the same place as when the line was still a paragraph. */
const rowStart = (row: Row | undefined, source: Source): number => {
  if (row === undefined) return 0
  const text = source.lineText(row.line)
  const found = [text.indexOf('|'), text.indexOf(row.cells[0]?.token.content ?? '|')].filter(
    (index) => index >= 0,
  )
  return source.lineStart(row.line) + (found.length > 0 ? Math.min(...found) : 0)
}

const cards = (header: Row, rows: readonly Row[], source: Source): TableLine[] =>
  rows.flatMap((row) => {
    let column = rowStart(row, source) - source.lineStart(row.line)
    const text = source.lineText(row.line)
    return row.cells.flatMap((cell, index) => {
      const found = text.indexOf(cell.token.content, column)
      const start = found >= 0 ? found : column
      column = start + (found >= 0 ? cell.token.content.length : 0)
      if (cell.text === '') return []
      const begin = source.lineStart(row.line) + start
      const title = row === header ? '' : (header.cells[index]?.text ?? '')
      return cardLines(cell, title, begin, index === 0, source)
    })
  })

const bold = { name: 'strong', open: '**', close: '**' } as const

const cardLines = (cell: Cell, title: string, begin: number, first: boolean, source: Source): TableLine[] => {
  const at = (offset: number) => begin + offset
  const values = inlineLines(cell.token.children ?? [], {
    text: cell.token.content,
    at,
    footnote: source.footnote,
    marks: [],
  })
  const label: Atom[] =
    title === ''
      ? []
      : [
          { kind: 'whole', raw: escapeText(title), from: begin, marks: [bold] },
          { kind: 'whole', raw: ': ', from: begin, marks: [] },
        ]
  return values.map((atoms, index) => ({
    from: begin,
    atoms: index === 0 ? [...label, ...atoms] : atoms,
    apart: first && index === 0,
  }))
}

const tableRows = (tokens: readonly Token[]): readonly Row[] => {
  const rows: { line: number; cells: Cell[] }[] = []
  let align: Align = 'left'
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push({ line: token.map?.[0] ?? 0, cells: [] })
    if (token.type === 'th_open' || token.type === 'td_open') align = alignOf(token)
    if (token.type === 'inline') rows.at(-1)?.cells.push({ token, text: cellText(token), align })
  }
  return rows
}

const alignOf = (token: Token): Align => {
  const style = String(token.attrGet('style') ?? '')
  return style.endsWith('center') ? 'center' : style.endsWith('right') ? 'right' : 'left'
}

const cellText = (token: Token): string =>
  withoutInvisible(plainText(token.children ?? []))
    .replace(/\s+/g, ' ')
    .trim()
