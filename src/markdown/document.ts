import { blockLines, type Document, rule } from './blocks.ts'
import { footnotes, noteLines } from './footnotes.ts'
import type { Line, Restart } from './line.ts'
import { parse, type References, type Token } from './parser.ts'
import { firstSeam, linesAfter, type Seam } from './seam.ts'
import { sourceMap } from './source-map.ts'

/** What has been learned from the part of the source that isn't parsed any more. */
export type Learned = {
  readonly references: References
  /** Labels of footnotes in the order of their numbers. */
  readonly footnotes: readonly string[]
  /** Source of the footnotes' definitions. */
  readonly notes: string
}

/** The lines of a finished `source` after `seam`, with the footnotes at the end. */
export function documentLines(source: string, seam: Seam, learned: Learned): readonly Line[] {
  const { base, lead } = seam.restart
  const text = lead + source.slice(base).toWellFormed()
  const { tokens } = parse(text, learned.references, false)
  const numbered = footnotes(learned.footnotes, allDefined(tokens, learned), false)
  const lines = (parsed: readonly Token[], text: string, origin: number, begun: Restart): Document =>
    blockLines(parsed, { source: sourceMap(text, origin), footnote: numbered.shown, begun })
  const main = lines(tokens, text, base - lead.length, seam.restart)
  const early = lines(notesBefore(learned), learned.notes, 0, firstSeam.restart)
  const notes = new Map([...main.notes, ...early.notes])
  return [...linesAfter(main.lines, seam), ...noteLines(notes, numbered, rule, source.length + 1)]
}

/** The labels of the footnotes that `tokens` define, and of those that were defined before. */
export function allDefined(tokens: readonly Token[], learned: Learned): ReadonlySet<string> {
  const opened = [...notesBefore(learned), ...tokens].filter((token) => token.type === 'footnote_open')
  return new Set(opened.map((token) => token.info))
}

function notesBefore(learned: Learned): readonly Token[] {
  return learned.notes === '' ? [] : parse(learned.notes, learned.references, false).tokens
}

/** The definitions of footnotes in `source`, as their own source. */
export function noteSources(source: string): string {
  if (!/\[\^[^\]\s]{1,60}\]:/.test(source)) return ''
  const lines = source.split('\n')
  return parse(source, {}, false)
    .tokens.filter((token) => token.type === 'footnote_open' && token.map !== null)
    .map((token) => `${lines.slice(token.map?.[0], token.map?.[1]).join('\n').trimEnd()}\n\n`)
    .join('')
}
