import { codePoints, fittingIndex } from './cut.ts'
import type { Atom, Line, Rank } from './line.ts'
import { beginLine, emptyPage, ending, type Page, render, writeAtom } from './page.ts'

/** A place among the lines: before the atom `atom` of line `line`, `offset` UTF-16 units into it. */
export type LinePosition = { readonly line: number; readonly atom: number; readonly offset: number }

/** A page and where the next one begins; undefined if everything fits. */
export type FilledPage = { readonly text: string; readonly next: LinePosition | undefined }

/**
 * The page that begins at `start`: everything, if that fits into `limit` code points, else up to the best place in its
 * second half.
 */
export const fillPage = (lines: readonly Line[], start: LinePosition, limit: number): FilledPage => {
  const page = emptyPage()
  const ends: End[] = []
  for (let index = start.line; index < lines.length; index++) {
    const line = lines[index]
    if (line === undefined) break
    const begin = index === start.line ? start : { line: index, atom: 0, offset: 0 }
    if (index > start.line) addEnd(page, ends, lineRank(lines, index), begin, limit)
    beginLine(page, line, begin.atom > 0 || begin.offset > 0)
    if (!fillLine(page, ends, line, begin, limit)) return best(page.text, ends, limit)
  }
  return { text: page.text + ending(page), next: undefined }
}

/** `page`, gone on with all of `lines`; with no more of them than until it is longer than `limit`. */
export const appendLines = (page: Page, lines: readonly Line[], limit = Number.POSITIVE_INFINITY): Page => {
  const whole = { ...page }
  for (const line of lines) {
    if (!line.continued) beginLine(whole, line, false)
    for (const atom of line.atoms) writeAtom(whole, atom, atom.raw)
    if (whole.length > limit) break
  }
  return whole
}

/** As much of a page as fits, and the place in the source of the first thing that does not; undefined if all fits. */
export type ClippedPage = { readonly text: string; readonly cutAt: number | undefined }

/** `page` with as much of `lines` as fits into `limit` code points, and what closes the open formatting. */
export const clipPage = (page: Page, lines: readonly Line[], limit: number): ClippedPage => {
  const clipped = { ...page }
  for (const [index, line] of lines.entries()) {
    const before = { ...clipped }
    if (!line.continued) beginLine(clipped, line, false)
    const withoutLine = () => ({
      text: before.text + ending(before),
      cutAt: line.atoms[0]?.from ?? line.from,
    })
    if (!fits(clipped, limit)) return withoutLine()
    const ends: End[] = []
    if (fillLine(clipped, ends, line, { line: index, atom: 0, offset: 0 }, limit)) continue
    const end = ends.findLast(({ length }) => length <= limit)
    if (end === undefined) return withoutLine()
    const from = line.atoms[end.place.atom]?.from ?? line.from
    return { text: clipped.text.slice(0, end.units) + end.closing, cutAt: from + end.place.offset }
  }
  return { text: clipped.text + ending(clipped), cutAt: undefined }
}

/** Where a page may end: how much of it stands before, and the place that the next one begins with. */
type End = {
  readonly rank: Rank
  readonly length: number
  readonly units: number
  /** What comes after so many UTF-16 units of the text: the beginning of a divided atom, and what closes the open marks. */
  readonly closing: string
  readonly place: LinePosition
}

const endAt = (page: Page, rank: Rank, place: LinePosition, rest = ''): End => {
  const closing = rest + ending(page)
  return { rank, length: page.length + codePoints(closing), units: page.text.length, closing, place }
}

/** Of the places in a page's first half only the last good one is ever needed. */
const addEnd = (page: Page, ends: End[], rank: Rank, place: LinePosition, limit: number): void => {
  const early = page.length * 2 < limit - margin
  if (early && rank === 0) return
  if (early) ends.length = 0
  ends.push(endAt(page, rank, place))
}

/** More than it takes to close what is open on a page, but for links. */
const margin = 100

const surelyFits = (page: Page, atom: Atom, limit: number): boolean => {
  const marks = atom.marks.length === 0 && page.marks.length === 0
  return marks && page.length + page.space.length + atom.raw.length * 2 + margin < limit
}

/** Whether all of the line fits. If not, the last of `ends` divides the atom at which it doesn't. */
const fillLine = (page: Page, ends: End[], line: Line, begin: LinePosition, limit: number): boolean => {
  for (let at = begin.atom; at < line.atoms.length; at++) {
    const atom = line.atoms[at]
    if (atom === undefined) break
    const offset = at === begin.atom ? begin.offset : 0
    const place = { line: begin.line, atom: at, offset }
    const rank = at === begin.atom || isSpace(atom) ? undefined : atomRank(line.atoms, at)
    if (rank !== undefined) addEnd(page, ends, rank, place, limit)
    if (surelyFits(page, atom, limit)) {
      writeAtom(page, atom, atom.raw.slice(offset))
      continue
    }
    const before = { ...page }
    // Of an endless word only as much is written as a page could hold.
    if (atom.raw.length - offset <= 2 * limit) {
      writeAtom(page, atom, atom.raw.slice(offset))
      if (fits(page, limit)) continue
      Object.assign(page, before)
    }
    divide(page, ends, atom, place, limit)
    return false
  }
  return fits(page, limit)
}

/** Whether `page` has at most `limit` code points when what is open on it is closed. */
export const fits = (page: Page, limit: number): boolean => page.length + codePoints(ending(page)) <= limit

const divide = (page: Page, ends: End[], atom: Atom, place: LinePosition, limit: number): void => {
  if (atom.kind === 'whole') return
  const raw = atom.raw.slice(place.offset, place.offset + 2 * limit)
  const lineStart = page.lineStart
  writeAtom(page, atom, '')
  page.lineStart = lineStart
  const room = limit - page.length - codePoints(ending(page))
  let index = room > 0 ? fittingIndex(raw, room) : 0
  let text = render(page, atom, raw.slice(0, index))
  while (index > 0 && codePoints(text) > room) {
    index = fittingIndex(raw, codePoints(raw.slice(0, index)) - Math.ceil((codePoints(text) - room) / 2))
    text = render(page, atom, raw.slice(0, index))
  }
  if (index > 0) ends.push(endAt(page, 1, { ...place, offset: place.offset + index }, text))
}

const best = (text: string, ends: readonly End[], limit: number): FilledPage => {
  const longestFitting = ends.filter((end) => end.length <= limit)
  const good = longestFitting.filter((end) => end.rank > 0 && end.length * 2 >= limit)
  const top = Math.max(0, ...good.map((end) => end.rank))
  const end =
    good.findLast((one) => one.rank >= top) ??
    good.at(-1) ??
    longestFitting.findLast((one) => one.rank > 0) ??
    longestFitting.findLast((one) => one.rank >= 0)
  if (end === undefined)
    throw new Error(`nothing fits on a page of ${limit} code points: give a page at least 800`)
  return { text: text.slice(0, end.units) + end.closing, next: end.place }
}

const lineRank = (lines: readonly Line[], index: number): Rank => {
  const line = lines[index]
  const previous = lines[index - 1]?.atoms.at(-1)
  if (line === undefined || previous?.from === (line.atoms[0]?.from ?? line.from)) return 0
  return line.rank
}

/** Between sentences, words, or the parts of a word; never before what was added to the text before it. */
const atomRank = (atoms: readonly Atom[], at: number): Rank => {
  const atom = atoms[at]
  const previous = atoms[at - 1]
  if (atom === undefined || previous === undefined || atom.isInner || atom.from === previous.from) return 0
  const word = isSpace(previous) ? (atoms[at - 2]?.raw ?? '') : previous.raw
  if (isSpace(previous)) return /[.!?…][)\]"'”’»]*$|[。！？][」』）】》”’]*$/.test(word) ? 3 : 2
  return /[。！？…][」』）】》”’]*$/.test(word) ? 3 : /[、，；：]$/.test(word) ? 2 : 1
}

const isSpace = (atom: Atom): boolean => atom.raw.charCodeAt(0) <= 0x20 && atom.raw.trim() === ''
