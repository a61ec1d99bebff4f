import { guardFence, withoutInvisible } from './escape.ts'
import type { InlineContext } from './inline-walk.ts'
import { inlineLines } from './inlines.ts'
import type { Atom, Mark } from './line.ts'
import { isolate, strong, tagMarks } from './marks.ts'
import { type InlinePairs, pairsAlone } from './pairs.ts'
import type { Token } from './parser/parser.ts'
import { plainText } from './plain-text.ts'
import type { SourceMap } from './source-map.ts'
import { type Align, layOut } from './table-layout.ts'

/** A table's lines; `apart` says that a page may end before the line. */
export type TableLines = { readonly fenced: boolean; readonly lines: readonly TableLine[] }
type TableLine = {
  readonly from: number
  /** Where its line begins in the source. */
  readonly base: number
  readonly atoms: readonly Atom[]
  readonly apart: boolean
}

type Source = Pick<SourceMap, 'lineStart' | 'lineText'> &
  Pick<InlineContext, 'footnote'> & { readonly growing: boolean }
/** A cell: its text without formatting, on one line. */
export type Cell = { readonly token: Token; readonly text: string; readonly align: Align }
/** A row of a table, and the line of the source that it stands on. */
export type Row = { readonly line: number; readonly cells: readonly Cell[] }

/**
 * The tokens of a table as a code block with aligned columns. Where that would be too wide, or would lose what a cell
 * holds, each row is a line of text instead: `**Mercury** · 4,879 km · 0 moons`, under the header.
 */
export const tableLines = (tokens: readonly Token[], source: Source): TableLines => {
  const rows = cellsOf(tokens)
  const aligns = rows[0]?.cells.map((cell) => cell.align) ?? []
  const laidOut = rows.some(
    ({ cells }) => cells.length > aligns.length || cells.some((cell) => needsFormatting(cell, source)),
  )
    ? undefined
    : layOut(
        rows.map((row) => row.cells.map((cell) => cell.text)),
        aligns,
      )
  return laidOut === undefined
    ? { fenced: false, lines: rows.flatMap((row, index) => textRow(row, index, source)) }
    : { fenced: true, lines: fencedLines(rows, laidOut, source) }
}

/** Whether a cell holds what a code block cannot show: an address, a spoiler, struck words, or the number of a footnote. */
const needsFormatting = (cell: Cell, { growing }: Pick<Source, 'growing'>): boolean =>
  hasSpoiler(cell, growing) ||
  (cell.token.children ?? []).some(
    ({ type, content }) =>
      /^(?:s_open|link_open|image|bare_url|footnote_reference)$/.test(type) ||
      (type === 'html_inline' && /^<(?:a|img)\s/i.test(content)),
  )

/** Whether a cell of a growing or finished table holds a spoiler. */
export const hasSpoiler = (cell: Cell, growing: boolean): boolean =>
  cellPairs(cell, growing)
    .roles.values()
    .some(({ kind }) => kind === 'spoiler-open')

const cellPairs = ({ token }: Cell, growing: boolean): InlinePairs =>
  pairsAlone(token.children ?? [], token.content, growing)

const fencedLines = (rows: readonly Row[], laidOut: readonly string[], source: Source): TableLine[] =>
  laidOut.map((text, index) => {
    // The second line is the rule, which belongs to the header.
    const row = rows[Math.max(0, index - 1)]
    const from = rowStart(row, source)
    return {
      from,
      base: source.lineStart(row?.line ?? 0),
      atoms: [{ kind: 'whole', raw: guardFence(text), from, marks: [] } as const],
      apart: index !== 1 && index !== 2,
    }
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

/** Letters that are written from right to left: Hebrew, Arabic and their neighbours. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/**
 * The header is underlined, the first cell of each other row is bold. Next to each other, cells that are written from
 * right to left would change places, so each cell of such a row is isolated.
 */
const textRow = (row: Row, index: number, source: Source): readonly TableLine[] => {
  const from = rowStart(row, source)
  const lineStart = source.lineStart(row.line)
  const text = source.lineText(row.line)
  const last = row.cells.findLastIndex((cell) => cell.text !== '' || needsFormatting(cell, source))
  const isolated = row.cells.some((cell) => rightToLeft.test(cell.text)) ? [isolate] : []
  const atoms: Atom[] = []
  let column = from - lineStart
  row.cells.slice(0, last + 1).forEach((cell, at) => {
    const { begin, end } = place(text, cell.token.content, column)
    column = end
    const around = index === 0 ? [tagMarks.underline] : at === 0 ? [strong] : []
    const start = Math.max(lineStart + begin, atoms.at(-1)?.from ?? from)
    if (at > 0) atoms.push(...between(start, index === 0 ? around : []))
    const own = cellAtoms(cell, start, [...around, ...isolated], source)
    atoms.push(...(own.length > 0 ? own : [dash(start, index === 0 ? around : [])]))
  })
  const [first, ...others] = atoms
  if (first === undefined) return []
  // A row begins at the same place in both forms: what of a table is left for the next page may be in the other one.
  return [{ from, base: lineStart, atoms: [{ ...first, from, loose: true }, ...others], apart: index !== 1 }]
}

/** Where a cell's text stands in its row. The parser has taken the backslash from escaped bars. */
const place = (
  line: string,
  content: string,
  from: number,
): { readonly begin: number; readonly end: number } => {
  for (const text of [content, content.replaceAll('|', '\\|')]) {
    const begin = line.indexOf(text, from)
    if (begin >= 0) return { begin, end: begin + text.length }
  }
  return { begin: from, end: from }
}

const between = (from: number, marks: readonly Mark[]): readonly Atom[] => [
  { kind: 'text', raw: ' ', from, marks },
  { kind: 'text', raw: '·', from, marks },
  { kind: 'text', raw: ' ', from, marks },
]

/** Stands for an empty cell. */
const dash = (from: number, marks: readonly Mark[]): Atom => ({ kind: 'text', raw: '–', from, marks })

/** A cell's text on one line. */
const cellAtoms = (cell: Cell, begin: number, marks: readonly Mark[], source: Source): readonly Atom[] => {
  const lines = inlineLines(cell.token.children ?? [], {
    text: cell.token.content,
    at: (offset) => begin + offset,
    footnote: source.footnote,
    pairs: cellPairs(cell, source.growing),
    marks,
  }).filter((atoms) => atoms.some(({ raw }) => raw.trim() !== ''))
  return lines.flatMap((atoms, index) => {
    const from = atoms[0]?.from ?? begin
    return index === 0 ? atoms : [{ kind: 'text', raw: ' ', from, marks: [] } as const, ...atoms]
  })
}

/** The cells of a table's tokens. */
export const cellsOf = (tokens: readonly Token[]): readonly Row[] => {
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
  withoutInvisible(plainText(token.children ?? [], token.content))
    .replace(/\s+/g, ' ')
    .trim()
