import { expand } from './compact-lines.ts'
import { codePoints } from './cut.ts'
import { type EarlierDefinitions, finishedLines, footnoteSources } from './document.ts'
import { appendLines, fillPage, fits, type LinePosition } from './fill.ts'
import { joinLines } from './frozen-prefix.ts'
import { emptyParseCache, growingLines, type ParseCache } from './growing.ts'
import type { Line } from './line.ts'
import { emptyPage, ending } from './page.ts'
import { definitions } from './parser.ts'
import { type ResumePoint, resumePointAt, sourceStart } from './resume-point.ts'

/** What a reply's Markdown looks like on Discord: sealed pages never change again, `open` is the page that still grows. */
export type Pages = {
  readonly sealed: readonly string[]
  readonly open: string
  readonly progress: Progress
}

/** What is needed to go on; nothing for others to look at. */
type Progress = {
  /** The pages that were sealed while it grew. */
  readonly sealed: readonly string[]
  /** At which length of the source it was last looked at whether pages can be sealed, and when it is again. */
  readonly checked: number
  readonly next: number
  readonly resumePoint: ResumePoint
  readonly earlier: EarlierDefinitions
  readonly cache: ParseCache
  /** What was kept of the last look. */
  readonly cacheAtCheck: ParseCache
}

/** No text yet. */
export const noPages: Pages = {
  sealed: [],
  open: '',
  progress: {
    sealed: [],
    checked: 0,
    next: 1,
    resumePoint: sourceStart,
    earlier: { references: {}, numberFootnotes: [], notes: '' },
    cache: emptyParseCache,
    cacheAtCheck: emptyParseCache,
  },
}

/**
 * Goes on from `before`, the pages of a prefix of `source`, parsing only what isn't settled. No page is longer than
 * `limit` code points, which should be at least 800. Which pages are sealed depends on the source alone, not on the pieces
 * in which it came. When it has `ended`, nothing is held back any more; to go on from there is to go on from before the end.
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

/** Shortest distance between two looks; the nearer a page is to its end, the shorter. */
const shortest = 12

/** The newest page; where it is already too long, what of it still fitted, until it is next looked at. */
const growing = (progress: Progress, source: string, limit: number): Pages => {
  const { resumePoint, earlier } = progress
  const read = (length: number, cache: ParseCache) => {
    const { frozen, lines, cache: next } = growingLines(source.slice(0, length), resumePoint, earlier, cache)
    const page = appendLines(frozen?.page ?? emptyPage(), lines, limit)
    return { text: fits(page, limit) ? page.text + ending(page) : undefined, cache: next }
  }
  const { text, cache } = read(source.length, progress.cache)
  const shown =
    text ??
    longestFitting(progress.checked, source.length, (length) => read(length, progress.cacheAtCheck).text)
  return { sealed: progress.sealed, open: shown, progress: { ...progress, cache } }
}

/** The page of the greatest length below `tooLong` that fits, `fits` being one that does. */
const longestFitting = (
  fits: number,
  tooLong: number,
  page: (length: number) => string | undefined,
): string => {
  if (tooLong - fits <= 1) return page(fits) ?? ''
  const middle = (fits + tooLong) >> 1
  return page(middle) === undefined
    ? longestFitting(fits, middle, page)
    : longestFitting(middle, tooLong, page)
}

/** Seals the pages that are full when the source has come to this. */
const sealFullPages = (progress: Progress, source: string, limit: number): Progress => {
  const read = growingLines(source, progress.resumePoint, progress.earlier, progress.cache)
  const lines = joinLines(read.frozen?.lines ?? [], read.lines).map(expand)
  const { pages, open, place } = fillPages(lines, limit)
  const resumePoint =
    pages.length === 0 ? progress.resumePoint : resumePointAt(lines, place, progress.resumePoint.parseResume)
  // A table may be shown in many more characters than it is written in.
  const swelling = Math.max(1, codePoints(open) / Math.max(1, source.length - resumePoint.from))
  const room = Math.ceil((limit - codePoints(open)) / swelling / 2)
  const unsealed = source.length - resumePoint.parseResume.base
  // The more has to be read again, the rarer.
  const patience = Math.ceil(Math.min(unsealed / 8, unsealed ** 2 / (32 * limit)))
  const next = source.length + Math.max(shortest, Math.min(room, limit), patience)
  const met = read.numberFootnotes.met.filter(({ from }) => from < resumePoint.from).map(({ label }) => label)
  const cache = pages.length === 0 ? read.cache : { ...read.cache, frozen: undefined }
  return {
    sealed: pages.length === 0 ? progress.sealed : [...progress.sealed, ...pages],
    checked: source.length,
    next,
    resumePoint,
    earlier: definitionsUpTo(progress, source, resumePoint, met),
    cache,
    cacheAtCheck: cache,
  }
}

const fillPages = (
  lines: readonly Line[],
  limit: number,
): { pages: string[]; open: string; place: LinePosition } => {
  const pages: string[] = []
  for (let place = start; ; ) {
    const filled = fillPage(lines, place, limit)
    if (filled.next === undefined) return { pages, open: filled.text, place }
    pages.push(filled.text)
    place = filled.next
  }
}

/** What has to be remembered of the source between the old and the new place where parsing starts. */
const definitionsUpTo = (
  { resumePoint, earlier }: Progress,
  source: string,
  to: ResumePoint,
  numberFootnotes: readonly string[],
): EarlierDefinitions => {
  if (resumePoint.parseResume.base === to.parseResume.base) return { ...earlier, numberFootnotes }
  const gone = resumePoint.parseResume.lead + source.slice(resumePoint.parseResume.base, to.parseResume.base)
  return {
    references: definitions(gone, earlier.references),
    numberFootnotes,
    notes: earlier.notes + footnoteSources(gone),
  }
}
