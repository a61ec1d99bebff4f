import { codePoints } from './cut.ts'
import { documentLines, type Learned, noteSources } from './document.ts'
import { fillPage, fits, type Place, pageWith } from './fill.ts'
import { growingLines, type Memory, noMemory } from './growing.ts'
import type { Line } from './line.ts'
import { unpacked } from './packed.ts'
import { emptyPage, ending } from './page.ts'
import { definitions } from './parser.ts'
import { firstSeam, type Seam, seamAt } from './seam.ts'
import { joined } from './settled.ts'

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
  readonly looked: number
  readonly next: number
  readonly seam: Seam
  readonly learned: Learned
  readonly memory: Memory
  /** What was kept of the last look. */
  readonly atLook: Memory
}

/** No text yet. */
export const noPages: Pages = {
  sealed: [],
  open: '',
  progress: {
    sealed: [],
    looked: 0,
    next: 1,
    seam: firstSeam,
    learned: { references: {}, footnotes: [], notes: '' },
    memory: noMemory,
    atLook: noMemory,
  },
}

/**
 * Goes on from `before`, the pages of a prefix of `source`, parsing only what isn't settled. No page is longer than
 * `limit` code points, which should be at least 800. Which pages are sealed depends on the source alone, not on the pieces
 * in which it came. When it has `ended`, nothing is held back any more; to go on from there is to go on from before the end.
 */
export function paginate(before: Pages, source: string, options: { limit: number; ended: boolean }): Pages {
  const { limit, ended } = options
  let { progress } = before
  while (progress.next <= source.length) progress = look(progress, source.slice(0, progress.next), limit)
  if (!ended) return growing(progress, source, limit)
  const { pages, open } = sealAll(documentLines(source, progress.seam, progress.learned), limit)
  return { sealed: [...progress.sealed, ...pages], open, progress }
}

const start: Place = { line: 0, atom: 0, offset: 0 }

/** Shortest distance between two looks; the nearer a page is to its end, the shorter. */
const shortest = 12

/** The newest page; where it is already too long, what of it still fitted, until it is next looked at. */
function growing(progress: Progress, source: string, limit: number): Pages {
  const { seam, learned } = progress
  const read = (length: number, memory: Memory) => {
    const { settled, lines, memory: next } = growingLines(source.slice(0, length), seam, learned, memory)
    const page = pageWith(settled?.page ?? emptyPage(), lines, limit)
    return { text: fits(page, limit) ? page.text + ending(page) : undefined, memory: next }
  }
  const { text, memory } = read(source.length, progress.memory)
  const shown =
    text ?? fitting(progress.looked, source.length, (length) => read(length, progress.atLook).text)
  return { sealed: progress.sealed, open: shown, progress: { ...progress, memory } }
}

/** The page of the greatest length below `tooLong` that fits, `fits` being one that does. */
function fitting(fits: number, tooLong: number, page: (length: number) => string | undefined): string {
  if (tooLong - fits <= 1) return page(fits) ?? ''
  const middle = (fits + tooLong) >> 1
  return page(middle) === undefined ? fitting(fits, middle, page) : fitting(middle, tooLong, page)
}

/** Seals the pages that are full when the source has come to this. */
function look(progress: Progress, source: string, limit: number): Progress {
  const read = growingLines(source, progress.seam, progress.learned, progress.memory)
  const lines = joined(read.settled?.lines ?? [], read.lines).map(unpacked)
  const { pages, open, place } = sealAll(lines, limit)
  const seam = pages.length === 0 ? progress.seam : seamAt(lines, place, progress.seam.restart)
  // A table may be shown in many more characters than it is written in.
  const swelling = Math.max(1, codePoints(open) / Math.max(1, source.length - seam.from))
  const room = Math.ceil((limit - codePoints(open)) / swelling / 2)
  const unsealed = source.length - seam.restart.base
  // The more has to be read again, the rarer.
  const patience = Math.ceil(Math.min(unsealed / 8, unsealed ** 2 / (32 * limit)))
  const next = source.length + Math.max(shortest, Math.min(room, limit), patience)
  const met = read.footnotes.met.filter(({ from }) => from < seam.from).map(({ label }) => label)
  const memory = pages.length === 0 ? read.memory : { ...read.memory, settled: undefined }
  return {
    sealed: pages.length === 0 ? progress.sealed : [...progress.sealed, ...pages],
    looked: source.length,
    next,
    seam,
    learned: passed(progress, source, seam, met),
    memory,
    atLook: memory,
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
