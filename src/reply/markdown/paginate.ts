import { codePoints } from './cut.ts'
import { documentLines, type Learned, noteSources } from './document.ts'
import { fillPage, type Place } from './fill.ts'
import type { Line } from './line.ts'
import { definitions } from './parser.ts'
import { firstSeam, type Seam, seamAt } from './seam.ts'

/** What a reply's Markdown looks like on Discord: sealed pages never change again, `open` is the page that still grows. */
export type Pages = {
  readonly sealed: readonly string[]
  readonly open: string
  readonly progress: Progress
}

/** What is needed to go on; nothing for others to look at. */
type Progress = {
  /** At which length of the source it was last looked at whether pages can be sealed, and when it is again. */
  readonly looked: number
  readonly next: number
  readonly seam: Seam
  readonly learned: Learned
}

/** No text yet. */
export const noPages: Pages = {
  sealed: [],
  open: '',
  progress: { looked: 0, next: 1, seam: firstSeam, learned: { references: {}, footnotes: [], notes: '' } },
}

/**
 * Goes on from `before`, the pages of a prefix of `source`, parsing only what isn't sealed. No page is longer than
 * `limit` code points, which should be at least 800. Which pages are sealed depends on the source alone, not on the pieces
 * in which it came. When it has `ended`, nothing is held back any more.
 */
export function paginate(before: Pages, source: string, options: { limit: number; ended: boolean }): Pages {
  const { limit, ended } = options
  let { sealed, progress } = before
  while (progress.next <= source.length) {
    const step = seal(progress, source.slice(0, progress.next), limit)
    sealed = step.pages.length > 0 ? [...sealed, ...step.pages] : sealed
    progress = step.progress
  }
  if (!ended) return { sealed, open: openPage(progress, source, limit), progress }
  const { lines } = documentLines(source, progress.seam, progress.learned, false)
  const { pages, open } = sealAll(lines, limit)
  return { sealed: [...sealed, ...pages], open, progress }
}

const start: Place = { line: 0, atom: 0, offset: 0 }

/** Shortest distance between two looks; the nearer a page is to its end, the shorter. */
const shortest = 12

/** The newest page; where it is already too long, what of it still fitted, until it is next looked at. */
function openPage(progress: Progress, source: string, limit: number): string {
  const page = (length: number) => {
    const { lines } = documentLines(source.slice(0, length), progress.seam, progress.learned, true)
    return fillPage(lines, start, limit)
  }
  let shown = page(source.length)
  if (shown.next === undefined) return shown.text
  let [fits, tooLong] = [progress.looked, source.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    const tried = page(middle)
    if (tried.next === undefined) [fits, shown] = [middle, tried]
    else tooLong = middle
  }
  return shown.next === undefined ? shown.text : page(progress.looked).text
}

function seal(
  progress: Progress,
  source: string,
  limit: number,
): { readonly pages: string[]; readonly progress: Progress } {
  const { lines, footnotes } = documentLines(source, progress.seam, progress.learned, true)
  const { pages, open, place } = sealAll(lines, limit)
  const seam = pages.length === 0 ? progress.seam : seamAt(lines, place, progress.seam.restart)
  const room = Math.ceil((limit - codePoints(open)) / 2)
  const unsealed = Math.ceil((source.length - seam.restart.base) / 8)
  const next = source.length + Math.max(shortest, Math.min(room, limit), unsealed > limit / 4 ? unsealed : 0)
  const met = footnotes.met.filter(({ from }) => from < seam.from).map(({ label }) => label)
  return {
    pages,
    progress: { looked: source.length, next, seam, learned: passed(progress, source, seam, met) },
  }
}

function sealAll(lines: readonly Line[], limit: number): { pages: string[]; open: string; place: Place } {
  const pages: string[] = []
  for (let place = start; ; ) {
    const filled = fillPage(lines, place, limit)
    if (filled.next === undefined) return { pages, open: filled.text, place }
    pages.push(filled.text)
    place = filled.next
  }
}

/** What has to be remembered of the source between the old and the new place where parsing starts. */
function passed(
  { seam, learned }: Progress,
  source: string,
  to: Seam,
  footnotes: readonly string[],
): Learned {
  if (seam.restart.base === to.restart.base) return { ...learned, footnotes }
  const gone = seam.restart.lead + source.slice(seam.restart.base, to.restart.base)
  return {
    references: definitions(gone, learned.references),
    footnotes,
    notes: learned.notes + noteSources(gone),
  }
}
