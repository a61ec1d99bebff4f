import { blockLines, type Document, rule } from './blocks.ts'
import { footnoteLines, numberFootnotes } from './footnotes.ts'
import type { Line, ParseResume } from './line.ts'
import { parse, type References, type Token } from './parser.ts'
import { linesAfter, type ResumePoint, sourceStart } from './resume-point.ts'
import { sourceMap } from './source-map.ts'

/** What has been learned from the part of the source that isn't parsed any more. */
export type EarlierDefinitions = {
  readonly references: References
  /** Labels of footnotes in the order of their numbers. */
  readonly numberFootnotes: readonly string[]
  /** Source of the footnotes' definitions. */
  readonly notes: string
}

/** The lines of a finished `source` after `seam`, with the footnotes at the end. */
export const finishedLines = (
  source: string,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
): readonly Line[] => {
  const { base, lead } = resumePoint.parseResume
  const text = lead + source.slice(base).toWellFormed()
  const { tokens } = parse(text, earlier.references, false)
  const numbered = numberFootnotes(earlier.numberFootnotes, definedFootnotes(tokens, earlier), false)
  const lines = (parsed: readonly Token[], text: string, origin: number, begun: ParseResume): Document =>
    blockLines(parsed, { source: sourceMap(text, origin), footnote: numbered.shown, begun })
  const main = lines(tokens, text, base - lead.length, resumePoint.parseResume)
  const early = lines(notesBefore(earlier), earlier.notes, 0, sourceStart.parseResume)
  const notes = new Map([...main.notes, ...early.notes])
  return [...linesAfter(main.lines, resumePoint), ...footnoteLines(notes, numbered, rule, source.length + 1)]
}

/** The labels of the footnotes that `tokens` define, and of those that were defined before. */
export const definedFootnotes = (
  tokens: readonly Token[],
  earlier: EarlierDefinitions,
): ReadonlySet<string> => {
  const opened = [...notesBefore(earlier), ...tokens].filter((token) => token.type === 'footnote_open')
  return new Set(opened.map((token) => token.info))
}

const notesBefore = (earlier: EarlierDefinitions): readonly Token[] =>
  earlier.notes === '' ? [] : parse(earlier.notes, earlier.references, false).tokens

/** The definitions of footnotes in `source`, as their own source. */
export const footnoteSources = (source: string): string => {
  if (!/\[\^[^\]\s]{1,60}\]:/.test(source)) return ''
  const lines = source.split('\n')
  return parse(source, {}, false)
    .tokens.filter((token) => token.type === 'footnote_open' && token.map !== null)
    .map((token) => `${lines.slice(token.map?.[0], token.map?.[1]).join('\n').trimEnd()}\n\n`)
    .join('')
}
