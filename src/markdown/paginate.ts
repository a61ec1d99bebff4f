import { expand } from './compact-lines.ts'
import { type EarlierDefinitions, finishedLines, footnoteDefinitions, linesUpTo } from './document.ts'
import { appendLines, clipPage, fillPage, fits, type LinePosition } from './fill.ts'
import { joinLines } from './frozen-prefix.ts'
import { emptyParseCache, growingLines, type ParseCache } from './growing.ts'
import type { Line } from './line.ts'
import { emptyPage } from './page.ts'
import { maxWindow, windowEnd } from './parse-window.ts'
import { definitions } from './parser.ts'
import { type ResumePoint, resumePointAt, sourceStart } from './resume-point.ts'

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
  /** At which length pages were last to be sealed, and what was kept there. */
  readonly looked: { readonly length: number; readonly cache: ParseCache }
  /** Where the page is nearly full: from which length on pages are also sealed where a construct may end. */
  readonly closing: number | undefined
  readonly resumePoint: ResumePoint
  readonly earlier: EarlierDefinitions
  readonly cache: ParseCache
}

/** No text yet. */
export const noPages: Pages = {
  sealed: [],
  open: '',
  progress: {
    sealed: [],
    next: 1,
    looked: { length: 0, cache: emptyParseCache },
    closing: undefined,
    resumePoint: sourceStart,
    earlier: { references: {}, footnoteLabels: [], notes: '', defined: [] },
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
  for (let at = nextSeal(progress, source); at <= source.length; at = nextSeal(progress, source))
    progress = sealFullPages(progress, source.slice(0, at), limit)
  if (!ended) return growing(progress, source, limit)
  const { pages, open } = fillPages(finishedLines(source, progress.resumePoint, progress.earlier), limit)
  return { sealed: [...progress.sealed, ...pages], open, progress }
}

/** The end of a link, or one of the first characters on a line, which may end the block before it. */
const mayEnd = /\)|\n|(?<=^[ \t>]{0,12}[^ \t>\n]{0,2})[^ \t>\n]/gm

/**
 * At which length of the source pages are sealed next. The address of a link comes on the page all at once, when the link
 * ends. If the page were not sealed there, the words before it would be clipped for a moment.
 */
const nextSeal = ({ next, closing }: Progress, source: string): number => {
  if (closing === undefined) return next
  const from = Math.max(0, closing - 16)
  mayEnd.lastIndex = closing - from
  const found = mayEnd.exec(source.slice(from, next - 1))
  return found === null ? next : from + found.index + 1
}

const start: LinePosition = { line: 0, atom: 0, offset: 0 }

/**
 * The newest page. Where it is too long already, what fits is shown until it is sealed. A cell may widen every row of its
 * table, so that its own row no longer fits: then the page is shown as it was when it last fitted.
 */
const growing = (progress: Progress, source: string, limit: number): Pages => {
  const read = growingLines(source, progress.resumePoint, progress.earlier, progress.cache, limit)
  const page = read.frozen?.page ?? emptyPage()
  const isTable = read.lines.at(-1)?.atoms.at(-1)?.kind === 'whole' && read.lines.at(-1)?.fence !== undefined
  const earlier =
    isTable && !fits(appendLines(page, read.lines, limit), limit)
      ? lastFitting(progress, source, limit)
      : undefined
  const open = earlier ?? clipPage(page, read.lines, limit)
  return { sealed: progress.sealed, open, progress: { ...progress, cache: read.cache } }
}

/** Whether a window is parsed so quickly that it may be parsed often. Hidden text makes windows long. */
const isShort = (window: number, limit: number): boolean => window < 1.6 * limit

/** How many characters back it is looked for a page that fits. */
const furthestBack = 40

/** The newest page as it was when it last fitted, if it did since pages were last to be sealed. */
const lastFitting = (progress: Progress, source: string, limit: number): string | undefined => {
  const { resumePoint, earlier, looked } = progress
  if (!isShort(source.length - resumePoint.parseResume.base, limit)) return undefined
  for (
    let length = source.length - 1;
    length > Math.max(looked.length, source.length - furthestBack);
    length--
  ) {
    const read = growingLines(source.slice(0, length), resumePoint, earlier, looked.cache, limit)
    const page = read.frozen?.page ?? emptyPage()
    if (fits(appendLines(page, read.lines, limit), limit)) return clipPage(page, read.lines, limit)
  }
  return undefined
}

/** Seals the pages that are full at this length of the source. */
const sealFullPages = (progress: Progress, source: string, limit: number): Progress => {
  const read = growingLines(source, progress.resumePoint, progress.earlier, progress.cache, limit)
  const page = appendLines(read.frozen?.page ?? emptyPage(), read.lines, limit)
  const window = source.length - progress.resumePoint.parseResume.base
  if (fits(page, limit)) {
    if (window > maxWindow(limit)) return cutWindow(progress, source, limit)
    const next = source.length + untilNext(page.length, progress.resumePoint, source.length, limit)
    const isNearlyFull = isShort(window, limit) && limit - page.length < fewLeft + unshown(read.lines, source)
    const looked = { length: source.length, cache: read.cache }
    return { ...progress, next, looked, closing: isNearlyFull ? source.length : undefined, cache: read.cache }
  }
  const lines = joinLines(read.frozen?.lines ?? [], read.lines).map(expand)
  const { pages, open, place } = fillPages(lines, limit)
  if (pages.length === 0) return cutWindow(progress, source, limit)
  const resumePoint = resumePointAt(lines, place, progress.resumePoint.parseResume)
  const labels = read.footnotes.met.filter(({ from }) => from < resumePoint.from).map(({ label }) => label)
  return {
    sealed: [...progress.sealed, ...pages],
    next: source.length + untilNext(open.length, resumePoint, source.length, limit),
    looked: { length: source.length, cache: emptyParseCache },
    closing: undefined,
    resumePoint,
    earlier: definitionsUpTo(progress, source, resumePoint, labels),
    cache: { ...read.cache, frozen: undefined },
  }
}

/** With fewer characters left on a page than this, the end of a construct may fill it. */
const fewLeft = 100

/** How much of the source's end is held back, because it is incomplete. */
const unshown = (lines: readonly Line[], source: string): number => {
  const last = lines.at(-1)?.atoms.at(-1)
  return last === undefined
    ? 0
    : Math.min(fewLeft * 2, Math.max(0, source.length - last.from - last.raw.length))
}

/** Shortest distance between two lengths at which pages are sealed. */
const shortest = 12

/** How much more of the source may come before pages are sealed; the nearer the page is to its end, the less. */
const untilNext = (shown: number, resumePoint: ResumePoint, length: number, limit: number): number => {
  // A table may be shown in many more characters than it is written in.
  const swelling = Math.max(1, shown / Math.max(1, length - resumePoint.from))
  const room = Math.ceil((limit - shown) / swelling / 2)
  const unsealed = length - resumePoint.parseResume.base
  // The more is parsed again, the rarer; but not long after the page is full, unless little of what comes is shown.
  const patience = Math.ceil(Math.min(unsealed / 8, unsealed ** 2 / (32 * limit)))
  return Math.max(
    shortest,
    Math.min(room, limit),
    Math.min(patience, Math.max(room * 2, Math.ceil(patience / 2))),
  )
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
    looked: { length: source.length, cache: emptyParseCache },
    closing: undefined,
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
    footnoteLabels,
    notes: earlier.notes + notes.map(({ text }) => text).join(''),
    defined: [...earlier.defined, ...notes.map(({ label }) => label)],
  }
}
