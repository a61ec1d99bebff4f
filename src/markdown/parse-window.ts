import type { Line, OpenPairs, ParseResume } from './line.ts'
import { placeholder } from './parse-resume.ts'

/**
 * The most of a source, in UTF-16 units, that is parsed again while it grows, for pages of `limit` code points. A page of
 * ordinary text takes a third of it; only text that shows next to nothing, or that never closes what it opens, takes more.
 */
export const maxWindow = (limit: number): number => 4 * limit

/** How far before its end a window may be cut. */
const reach = 1500

/**
 * Where a window that ends with `source` is cut, behind what earlier pages show: at the last line at which parsing can
 * start, else after the last line break, else after the last space, else at its end.
 */
export const windowEnd = (
  source: string,
  lines: readonly Line[],
  begun: ParseResume,
  shownUpTo: number,
): ParseResume => {
  const least = Math.max(begun.base + 1, shownUpTo + 1, source.length - reach)
  const line = lines.findLast(({ parseResume }) => (parseResume?.base ?? 0) >= least)?.parseResume
  if (line !== undefined && line.base < source.length) return line
  const lineBreak = source.lastIndexOf('\n', source.length - 2) + 1
  const open = openAfter(lines, begun)
  if (lineBreak >= least) return { base: lineBreak, lead: '', ordinals: [], open }
  const space = source.lastIndexOf(' ', source.length - 2) + 1
  return midLine(space >= least ? space : wholeCharacters(source), open)
}

/** Parsing that starts in the middle of a line, as in a paragraph. */
export const midLine = (base: number, open: OpenPairs): ParseResume => ({
  base,
  lead: `${placeholder} `,
  ordinals: [],
  open,
})

/** A spoiler that is open at the end of `lines` stays open. */
const openAfter = (lines: readonly Line[], begun: ParseResume): OpenPairs => {
  const last = lines.at(-1)
  const marks = last?.atoms.at(-1)?.marks ?? []
  const isHidden = last?.fence?.hidden || marks.some(({ name }) => name === 'spoiler')
  return { ...begun.open, hiddenUntil: isHidden ? Number.POSITIVE_INFINITY : undefined }
}

/** The end of `text`, but not between the halves of a surrogate pair. */
const wholeCharacters = (text: string): number =>
  /[\ud800-\udbff]$/.test(text) ? text.length - 1 : text.length
