import { blockLines, type Document, rule } from './blocks.ts'
import { type Footnotes, footnotes, noteLines } from './footnotes.ts'
import type { Line, Restart } from './line.ts'
import { parse, type References, type Token } from './parser.ts'
import { withoutHalfLine } from './parser-unfinished.ts'
import { linesAfter, type Seam } from './seam.ts'
import { sourceMap } from './source-map.ts'

/** What has been learned from the part of the source that isn't parsed any more. */
export type Learned = {
  readonly references: References
  /** Labels of footnotes in the order of their numbers. */
  readonly footnotes: readonly string[]
  /** Source of the footnotes' definitions. */
  readonly notes: string
}

/** The lines of `source` after `seam`, with the footnotes at the end if it isn't `growing` any more. */
export function documentLines(
  source: string,
  seam: Seam,
  learned: Learned,
  growing: boolean,
): {
  readonly lines: readonly Line[]
  readonly footnotes: Footnotes
} {
  const { base, lead, ordinals } = seam.restart
  const text = lead + (growing ? withoutHalfLine(source.slice(base)) : source.slice(base))
  const tokens = parse(text, learned.references, growing)
  const early = learned.notes === '' ? [] : parse(learned.notes, learned.references, false)
  const defined = new Set(
    [...early, ...tokens].filter((token) => token.type === 'footnote_open').map((token) => token.info),
  )
  const numbered = footnotes(learned.footnotes, defined, growing)
  const lines = (
    parsed: readonly Token[],
    text: string,
    origin: number,
    first: Restart['ordinals'],
  ): Document =>
    blockLines(parsed, { source: sourceMap(text, origin), footnote: numbered.shown, ordinals: first })
  const main = lines(tokens, text, base - lead.length, ordinals)
  const after = linesAfter(main.lines, seam)
  if (growing) return { lines: after, footnotes: numbered }
  const notes = new Map([...main.notes, ...lines(early, learned.notes, 0, []).notes])
  return { lines: [...after, ...noteLines(notes, numbered, rule, source.length + 1)], footnotes: numbered }
}

/** The definitions of footnotes in `source`, as their own source. */
export function noteSources(source: string): string {
  if (!/\[\^[^\]]+\]:/.test(source)) return ''
  const lines = source.split('\n')
  return parse(source, {}, false)
    .filter((token) => token.type === 'footnote_open' && token.map !== null)
    .map((token) => `${lines.slice(token.map?.[0], token.map?.[1]).join('\n').trimEnd()}\n\n`)
    .join('')
}
