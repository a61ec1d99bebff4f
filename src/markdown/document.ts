import { blockLines, type Document, rule } from './blocks.ts'
import { type FootnoteNumbers, footnoteLines, numberFootnotes } from './footnotes.ts'
import type { Line } from './line.ts'
import { parse, type References, type Token } from './parser/parser.ts'
import { linesAfter, type ResumePoint, sourceStart } from './resume-point.ts'
import { sourceMap } from './source-map.ts'
import { type UsedLabels, usedLabels } from './used-labels.ts'

/** What the part of the source that is not parsed again has defined. */
export type EarlierDefinitions = {
  readonly references: References
  /** The labels that are used there. */
  readonly used: UsedLabels
  /** Labels of footnotes in the order of their numbers. */
  readonly footnoteLabels: readonly string[]
  /** The source of the footnotes' definitions, and their labels. */
  readonly notes: string
  readonly defined: readonly string[]
}

/** The lines of a finished `source` after `resumePoint`, with the footnotes at the end. */
export const finishedLines = (
  source: string,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
): readonly Line[] => {
  const main = documentUpTo(source, resumePoint, earlier)
  const early = blockLines(notesBefore(earlier), {
    source: sourceMap(earlier.notes, 0),
    footnote: main.footnotes.shown,
    begun: sourceStart.parseResume,
    growsTo: undefined,
    isUsed: () => true,
  })
  const notes = new Map([...main.notes, ...early.notes])
  return [
    ...linesAfter(main.lines, resumePoint),
    ...footnoteLines(notes, main.footnotes, rule, source.length + 1),
  ]
}

/** The lines of a finished `source` after `resumePoint` without the footnotes, and how these are numbered. */
export const linesUpTo = (
  source: string,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
): { readonly lines: readonly Line[]; readonly footnotes: FootnoteNumbers } => {
  const { lines, footnotes } = documentUpTo(source, resumePoint, earlier, true)
  return { lines: linesAfter(lines, resumePoint), footnotes }
}

const documentUpTo = (
  source: string,
  { parseResume }: ResumePoint,
  earlier: EarlierDefinitions,
  growing = false,
): Document & { readonly footnotes: FootnoteNumbers } => {
  const { base, lead } = parseResume
  const text = lead + source.slice(base).toWellFormed()
  const { tokens } = parse(text, earlier.references, false)
  const footnotes = numberFootnotes(earlier.footnoteLabels, definedFootnotes(tokens, earlier), growing)
  const context = {
    source: sourceMap(text, base - lead.length),
    footnote: footnotes.shown,
    begun: parseResume,
    growsTo: growing ? base - lead.length + text.length : undefined,
    isUsed: usedLabels(earlier.used, source, base),
  }
  return { ...blockLines(tokens, context), footnotes }
}

/** Whether a footnote of that label is defined by `tokens`, or was before. */
export const definedFootnotes = (
  tokens: readonly Token[],
  earlier: EarlierDefinitions,
): ((label: string) => boolean) => {
  let defined: ReadonlySet<string> | undefined
  return (label) => {
    const opened = () => tokens.filter((token) => token.type === 'footnote_open').map(({ info }) => info)
    defined ??= new Set([...earlier.defined, ...opened()])
    return defined.has(label)
  }
}

const notesBefore = (earlier: EarlierDefinitions): readonly Token[] =>
  earlier.notes === '' ? [] : parse(earlier.notes, earlier.references, false).tokens

/** The footnotes that `source` defines: their labels, and the source of each definition. */
export const footnoteDefinitions = (
  source: string,
): readonly { readonly label: string; readonly text: string }[] => {
  if (!/\[\^[^\]\s]{1,60}\]:/.test(source)) return []
  const lines = source.split('\n')
  return parse(source, {}, false)
    .tokens.filter((token) => token.type === 'footnote_open' && token.map !== null)
    .map((token) => ({
      label: token.info,
      text: `${lines.slice(token.map?.[0], token.map?.[1]).join('\n').trimEnd()}\n\n`,
    }))
}
