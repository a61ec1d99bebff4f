import { blockLines, type Document } from './blocks.ts'
import { allDefined, type Learned } from './document.ts'
import { type Footnotes, footnotes } from './footnotes.ts'
import type { Line, Restart } from './line.ts'
import { emptyPage } from './page.ts'
import { type Inlines, noInlines, type Parsed, parse, type References } from './parser.ts'
import { withoutHalfLine } from './parser-unfinished.ts'
import { linesAfter, type Seam } from './seam.ts'
import { goesOn, type Settled, settle } from './settled.ts'
import { sourceMap } from './source-map.ts'

/** What is kept of one look at a growing source for the next one; without it that takes longer, but shows the same. */
export type Memory = { readonly settled: Settled | undefined; readonly inlines: Inlines }

/** Nothing was looked at before. */
export const noMemory: Memory = { settled: undefined, inlines: noInlines }

/** The lines of a growing source after a seam: those that are settled, if there are any, and those after them. */
export type Growing = {
  readonly settled: Settled | undefined
  readonly lines: readonly Line[]
  readonly footnotes: Footnotes
  readonly memory: Memory
}

/** The lines of a `source` that will grow; what is settled in `memory` isn't parsed again. */
export function growingLines(source: string, seam: Seam, learned: Learned, memory: Memory): Growing {
  const { settled, inlines } = memory
  if (settled !== undefined && settled.checkpoint.base < source.length) {
    const { base } = settled.checkpoint
    const reading = read(source, { base, lead: '', ordinals: [] }, settled.known, inlines)
    if (goesOn(settled, reading.parsed)) return grown(reading, seam, learned, settled)
  }
  return grown(read(source, seam.restart, learned.references, inlines), seam, learned, undefined)
}

/** What was parsed, and from where. */
type Reading = { readonly restart: Restart; readonly text: string; readonly parsed: Parsed }

function read(source: string, restart: Restart, references: References, inlines: Inlines): Reading {
  const text =
    restart.lead +
    withoutHalfLine(
      source
        .slice(restart.base)
        .replace(/[\ud800-\udbff]$/, '')
        .toWellFormed(),
    )
  return { restart, text, parsed: parse(text, references, true, inlines) }
}

function grown(reading: Reading, seam: Seam, learned: Learned, before: Settled | undefined): Growing {
  const { restart, text, parsed } = reading
  const numbered = footnotes(learned.footnotes, allDefined(parsed.tokens, learned), true)
  const source = sourceMap(text, restart.base - restart.lead.length)
  const surroundings = { source, footnote: numbered.shown, ordinals: restart.ordinals }
  const blocks = blockLines(
    parsed.tokens,
    surroundings,
    before && { ...before.checkpoint, last: before.lines.at(-1) },
  )
  const settled = further(reading, blocks, seam, learned, before)
  const after = settled === before ? blocks.lines : blocks.lines.slice(settled?.checkpoint.lines)
  return {
    settled,
    lines: settled === undefined ? linesAfter(after, seam) : after,
    footnotes: numbered,
    memory: { settled, inlines: parsed.inlines },
  }
}

/** What is settled now: up to the last checkpoint on the page, but no further than to the first footnote. */
function further(
  { restart, text, parsed }: Reading,
  { checkpoint, lines }: Document,
  seam: Seam,
  learned: Learned,
  before: Settled | undefined,
): Settled | undefined {
  if (checkpoint === undefined || checkpoint.base <= Math.max(seam.from, restart.base)) return before
  const gone = text.slice(0, checkpoint.base - restart.base + restart.lead.length)
  if (gone.includes('[^')) return before
  const newly = lines.slice(0, checkpoint.lines)
  return settle(
    before ?? { lines: [], page: emptyPage(), known: learned.references },
    checkpoint,
    before === undefined ? linesAfter(newly, seam) : newly,
    gone,
    parsed.references,
  )
}
