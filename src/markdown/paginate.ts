import { expand } from './compact-lines.ts'
import { codePoints } from './cut.ts'
import { type EarlierDefinitions, finishedLines, footnoteDefinitions, linesUpTo } from './document.ts'
import { appendLines, clipPage, fillPage, fits, type LinePosition } from './fill.ts'
import { joinLines } from './frozen-prefix.ts'
import { emptyParseCache, growingLines, type ParseCache } from './growing.ts'
import type { Line } from './line.ts'
import { emptyPage, ending } from './page.ts'
import { maxWindow, windowEnd } from './parse-window.ts'
import { definitions } from './parser/parser.ts'
import { type ResumePoint, resumePointAt, sourceStart } from './resume-point.ts'
import { addUsedLabels } from './used-labels.ts'

/** A reply's Markdown as Discord's: sealed pages never change again, `open` is the page that still grows. */
export type Pages = {
  readonly sealed: readonly string[]
  readonly open: string
  readonly progress: Progress
}

/** What the next call needs; callers do not look into it. */
type Progress = {
  /** The pages that were sealed while the source grew. */
  readonly sealed: readonly string[]
  /** At which length of the source pages are sealed next, if they are full by then. */
  readonly next: number
  /** The newest page as it was shown last. */
  readonly shown: Shown
  readonly resumePoint: ResumePoint
  readonly earlier: EarlierDefinitions
  readonly cache: ParseCache
}

/** What a page shows, and up to which place of the source. */
type Shown = { readonly text: string; readonly upTo: number }

const nothingShown: Shown = { text: '', upTo: 0 }

/** No text yet. */
export const noPages: Pages = {
  sealed: [],
  open: '',
  progress: {
    sealed: [],
    next: 1,
    shown: nothingShown,
    resumePoint: sourceStart,
    earlier: { references: {}, used: new Map(), footnoteLabels: [], notes: '', defined: [] },
    cache: emptyParseCache,
  },
}

/**
 * The pages of `source`; `before` are the pages of a prefix of it, so that only the newest page is parsed again. No page
 * is longer than `limit` code points, which is at least 800. The sealed pages depend on the source alone, not on the
 * pieces in which it came. While the source grows, incomplete syntax at its end is held back or closed; once it has
 * `ended`, everything is shown.
 */
export const paginate = (
  before: Pages,
  source: string,
  options: { limit: number; ended: boolean },
): Pages => {
  const { limit, ended } = options
  let { progress } = before
  while (progress.next <= source.length)
    progress = sealFullPages(progress, source.slice(0, progress.next), limit)
  if (!ended) return growing(progress, source, limit)
  const { pages, open } = fillPages(finishedLines(source, progress.resumePoint, progress.earlier), limit)
  return { sealed: [...progress.sealed, ...pages], open, progress }
}

const start: LinePosition = { line: 0, atom: 0, offset: 0 }

/**
 * The newest page. Where it is too long already, what fits is shown until it is sealed. What fits may become less: a link
 * that ends brings its address, a cell may widen every row of its table. Then the page stays as it was shown before.
 */
const growing = (progress: Progress, source: string, limit: number): Pages => {
  const read = growingLines(source, progress.resumePoint, progress.earlier, progress.cache, limit)
  const { text, cutAt } = clipPage(read.frozen?.page ?? emptyPage(), read.lines, limit)
  const clipped = { text, upTo: cutAt ?? read.upTo }
  const keeps = cutAt !== undefined && showsLess(clipped, progress.shown, limit)
  const shown = keeps ? progress.shown : clipped
  return { sealed: progress.sealed, open: shown.text, progress: { ...progress, shown, cache: read.cache } }
}

/** Whether a page that is clipped shows less than it did `before`, in a form that still fits. */
const showsLess = ({ text, upTo }: Shown, before: Shown, limit: number): boolean =>
  (upTo < before.upTo || (upTo === before.upTo && text.length < before.text.length)) &&
  codePoints(before.text) <= limit

/** Seals the pages that are full at this length of the source. */
const sealFullPages = (progress: Progress, source: string, limit: number): Progress => {
  const read = growingLines(source, progress.resumePoint, progress.earlier, progress.cache, limit)
  const page = appendLines(read.frozen?.page ?? emptyPage(), read.lines, limit)
  const window = source.length - progress.resumePoint.parseResume.base
  if (fits(page, limit)) {
    if (window > maxWindow(limit)) return cutWindow(progress, source, limit)
    const next = source.length + untilNext(page.length, progress.resumePoint, source.length, limit)
    const shown = { text: page.text + ending(page), upTo: read.upTo }
    return { ...progress, next, shown, cache: read.cache }
  }
  const lines = joinLines(read.frozen?.lines ?? [], read.lines).map(expand)
  const { pages, open, place } = fillPages(lines, limit)
  if (pages.length === 0) return cutWindow(progress, source, limit)
  const resumePoint = resumePointAt(lines, place, progress.resumePoint.parseResume)
  const labels = read.footnotes.met.filter(({ from }) => from < resumePoint.from).map(({ label }) => label)
  return {
    sealed: [...progress.sealed, ...pages],
    next: source.length + untilNext(open.length, resumePoint, source.length, limit),
    shown: { text: open, upTo: read.upTo },
    resumePoint,
    earlier: definitionsUpTo(progress, source, resumePoint, labels),
    cache: { ...read.cache, frozen: undefined },
  }
}

/** Shortest distance between two lengths at which pages are sealed. */
const shortest = 12

/**
 * How much more of the source may come before pages are sealed: the nearer the page is to its end, the less; the more is
 * parsed again, the more. Meanwhile a full page shows what fits.
 */
const untilNext = (shown: number, resumePoint: ResumePoint, length: number, limit: number): number => {
  // A table may be shown in many more characters than it is written in.
  const swelling = Math.max(1, shown / Math.max(1, length - resumePoint.from))
  const room = Math.ceil((limit - shown) / swelling / 2)
  const unsealed = length - resumePoint.parseResume.base
  const patience = Math.ceil(Math.min(unsealed / 8, unsealed ** 2 / (32 * limit)))
  return Math.max(shortest, Math.min(room, limit), patience)
}

/**
 * Ends a window that has grown too long without filling a page, whatever it leaves open: what it shows becomes a page,
 * however short, and parsing starts afresh behind it.
 */
const cutWindow = (progress: Progress, source: string, limit: number): Progress => {
  const window = linesUpTo(source, progress.resumePoint, progress.earlier)
  const parseResume = windowEnd(
    source,
    window.lines,
    progress.resumePoint.parseResume,
    progress.resumePoint.from,
  )
  const { base } = parseResume
  const { lines, footnotes } =
    base === source.length ? window : linesUpTo(source.slice(0, base), progress.resumePoint, progress.earlier)
  const { pages, open } = fillPages(lines, limit)
  const resumePoint = { from: base, skip: 0, parseResume }
  const labels = footnotes.met.map(({ label }) => label)
  return {
    sealed: [...progress.sealed, ...pages, ...(open.trim() === '' ? [] : [open])],
    next: source.length + shortest,
    shown: nothingShown,
    resumePoint,
    earlier: definitionsUpTo(progress, source, resumePoint, labels),
    cache: emptyParseCache,
  }
}

type FilledPages = {
  readonly pages: readonly string[]
  readonly open: string
  /** Where the open page begins. */
  readonly place: LinePosition
}

const fillPages = (lines: readonly Line[], limit: number): FilledPages => {
  const pages: string[] = []
  for (let place = start; ; ) {
    const filled = fillPage(lines, place, limit)
    if (filled.next === undefined) return { pages, open: filled.text, place }
    pages.push(filled.text)
    place = filled.next
  }
}

/** The definitions in the source up to the new resume point, added to the earlier ones. */
const definitionsUpTo = (
  { resumePoint, earlier }: Progress,
  source: string,
  to: ResumePoint,
  footnoteLabels: readonly string[],
): EarlierDefinitions => {
  if (resumePoint.parseResume.base === to.parseResume.base) return { ...earlier, footnoteLabels }
  const gone = resumePoint.parseResume.lead + source.slice(resumePoint.parseResume.base, to.parseResume.base)
  const known = new Set(earlier.defined)
  const notes = footnoteDefinitions(gone).filter(({ label }) => !known.has(label))
  return {
    references: definitions(gone, earlier.references),
    used: addUsedLabels(earlier.used, source, resumePoint.parseResume.base, to.parseResume.base),
    footnoteLabels,
    notes: earlier.notes + notes.map(({ text }) => text).join(''),
    defined: [...earlier.defined, ...notes.map(({ label }) => label)],
  }
}
