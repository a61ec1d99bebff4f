import stringWidth from 'string-width'
import { parse, type Token } from './parser/parser.ts'
import { type Cell, cellsOf, hasSpoiler, type Row } from './table.ts'
import { mostColumns } from './table-layout.ts'

/** A table that does not stay on the lines of a code block. The first row is its header; all rows are equally long. */
export type WideTable = {
  readonly rows: readonly (readonly string[])[]
  readonly aligns: readonly Cell['align'][]
}

/** With fewer columns a row is as easily read as a line of text. */
const leastColumns = 3

/**
 * The tables of a finished `source` that have at least three columns and are wider than the block of code that a table
 * usually is. None of a source with a spoiler: what is hidden there must not be seen elsewhere.
 */
export const wideTables = (source: string): readonly WideTable[] => {
  if (hasHiddenText(source)) return []
  const { tokens } = parse(source, {}, false)
  return tables(tokens)
    .map(cellsOf)
    .filter((rows) => !rows.some(({ cells }) => cells.some((cell) => hasSpoiler(cell, false))))
    .map(tableOf)
    .filter(isWide)
}

/** Whether a source can have such a table at all. A quick look, much cheaper than `wideTables`. */
export const mayHaveWideTable = (source: string): boolean => {
  const lines = source.split('\n')
  return lines.some((line, index) => isRule(line) && (isLong(lines[index - 1]) || hasLongRow(lines, index)))
}

/** Whether a line can be one of dashes and bars, which makes a table of the line before it. */
const isRule = (line: string): boolean =>
  line.includes('|') &&
  /^[ \t|:-]*$/.test(line.slice(line.indexOf('-'))) &&
  (line.match(/-+/g) ?? []).length >= leastColumns

const hasLongRow = (lines: readonly string[], ruleAt: number): boolean => {
  for (let at = ruleAt + 1; at < lines.length; at++) {
    if (!lines[at]?.includes('|')) return false
    if (isLong(lines[at])) return true
  }
  return false
}

/** East Asian characters are two columns wide. */
const isLong = (line = ''): boolean =>
  line.length > mostColumns || (line.length * 2 > mostColumns && /[^\0-\u02ff]/.test(line))

/** Two bars outside of code and tables; a word with its backslash is left out. */
const hasHiddenText = (source: string): boolean =>
  source
    .replace(/^[ \t>]*(`{3,}|~{3,})[\s\S]*?(?:^[ \t>]*\1|$(?![\s\S]))/gm, '')
    .split('\n')
    .some((line) => line.includes('||') && !/^[ \t>]*\|(?!\|)/.test(line) && withoutCode(line).includes('||'))

const withoutCode = (line: string): string => line.replace(/\\./g, '').replace(/`[^`]*`/g, '')

const tables = (tokens: readonly Token[]): readonly (readonly Token[])[] =>
  tokens.flatMap((token, begin) => {
    if (token.type !== 'table_open') return []
    const end = tokens.findIndex(({ type }, at) => at > begin && type === 'table_close')
    return [tokens.slice(begin, end)]
  })

const tableOf = (rows: readonly Row[]): WideTable => {
  const columns = Math.max(...rows.map(({ cells }) => cells.length))
  return {
    rows: rows.map(({ cells }) => Array.from({ length: columns }, (_, at) => cells[at]?.text ?? '')),
    aligns: Array.from({ length: columns }, (_, at) => rows[0]?.cells[at]?.align ?? 'left'),
  }
}

const isWide = ({ rows, aligns }: WideTable): boolean =>
  aligns.length >= leastColumns &&
  aligns.reduce((sum, _, at) => sum + Math.max(...rows.map((row) => stringWidth(row[at] ?? ''))) + 3, -3) >
    mostColumns
