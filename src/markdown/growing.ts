import type { Checkpoint } from './block-walk.ts'
import { blockLines, type Document } from './blocks.ts'
import { closedBeginning } from './closed-beginning.ts'
import { allDefined, type Learned } from './document.ts'
import { type Footnotes, footnotes } from './footnotes.ts'
import type { Line, Restart } from './line.ts'
import { emptyPage } from './page.ts'
import { type Inlines, noInlines, type Parsed, parse, type References } from './parser.ts'
import { withoutHalfLine } from './parser-unfinished.ts'
import { placeholder } from './restart.ts'
import { linesAfter, type Seam } from './seam.ts'
import { goesOn, type Settled, settle } from './settled.ts'
import { type SourceMap, sourceMap } from './source-map.ts'

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
    const { base, atoms } = settled.checkpoint
    const lead = atoms === undefined ? '' : `${placeholder} `
    const reading = read(source, { base, lead, ordinals: [] }, settled.known, inlines)
    if (goesOn(settled, reading.parsed)) return grown(reading, seam, learned, settled)
  }
  return grown(read(source, seam.restart, learned.references, inlines), seam, learned, undefined)
}

/** What was parsed, and from where. */
type Reading = { readonly restart: Restart; readonly text: string; readonly parsed: Parsed }

function read(source: string, restart: Restart, references: References, inlines: Inlines): Reading {
  const grown = source
    .slice(restart.base)
    .replace(/[\ud800-\udbff]$/, '')
    .toWellFormed()
  // Where a line goes on, the rest of it is no line of marks.
  const text = restart.lead.endsWith(' ')
    ? withoutHalfLine(restart.lead + grown)
    : restart.lead + withoutHalfLine(grown)
  return { restart, text, parsed: parse(text, references, true, inlines) }
}

function grown(reading: Reading, seam: Seam, learned: Learned, before: Settled | undefined): Growing {
  const { restart, text, parsed } = reading
  const numbered = footnotes(learned.footnotes, allDefined(parsed.tokens, learned), true)
  const source = sourceMap(text, restart.base - restart.lead.length)
  const surroundings = { source, footnote: numbered.shown, begun: restart }
  const blocks = blockLines(
    parsed.tokens,
    surroundings,
    before && { ...before.checkpoint, last: before.lines.at(-1) },
  )
  const settled = further(reading, blocks, source, seam, learned, before)
  const after = settled === before ? blocks.lines : linesFrom(blocks.lines, settled?.checkpoint)
  return {
    settled,
    lines: settled === undefined ? linesAfter(after, seam) : after,
    footnotes: numbered,
    memory: { settled, inlines: parsed.inlines },
  }
}

/** What is settled now: up to the last checkpoint on the page, but no further than to the first footnote. */
function further(
  reading: Reading,
  blocks: Document,
  source: SourceMap,
  seam: Seam,
  learned: Learned,
  before: Settled | undefined,
): Settled | undefined {
  const { restart, text, parsed } = reading
  const settledTo = (checkpoint: Checkpoint | undefined): Settled | undefined => {
    if (checkpoint === undefined || checkpoint.base <= Math.max(seam.from, restart.base)) return undefined
    const gone = text.slice(0, checkpoint.base - restart.base + restart.lead.length)
    if (gone.includes('[^')) return undefined
    const newly = linesTo(blocks.lines, checkpoint)
    const lines = before === undefined ? linesAfter(newly, seam) : newly
    if (lines.at(-1)?.atoms.at(-1) !== newly.at(-1)?.atoms.at(-1)) return undefined
    const known = before ?? { lines: [], page: emptyPage(), known: learned.references }
    return settle(known, checkpoint, lines, gone, parsed.references)
  }
  return settledTo(insideParagraph(parsed, blocks, source)) ?? settledTo(blocks.checkpoint) ?? before
}

/** Where in the paragraph at the end what is closed ends. */
function insideParagraph(
  { tokens }: Parsed,
  { lines, paragraph }: Document,
  source: SourceMap,
): Checkpoint | undefined {
  const [inline, end] = tokens.slice(-2)
  if (inline === undefined || end?.type !== 'paragraph_close' || end.level > 0) return undefined
  const lead = inline.content.startsWith(placeholder) ? placeholder.length : 0
  const closed = closedBeginning(inline.content.slice(lead))
  const base = source.inside(inline)(lead + closed)
  const atoms = lines[paragraph]?.atoms.findIndex((atom) => atom.from >= base) ?? -1
  if (closed === 0 || atoms <= 0 || lines[paragraph]?.atoms[atoms]?.from !== base) return undefined
  return {
    base,
    lines: paragraph,
    atoms,
    gap: false,
    afterHeading: false,
    restart: undefined,
    list: undefined,
  }
}

function linesTo(lines: readonly Line[], { lines: whole, atoms }: Checkpoint): readonly Line[] {
  const line = lines[whole]
  if (atoms === undefined || line === undefined) return lines.slice(0, whole)
  return [...lines.slice(0, whole), { ...line, atoms: line.atoms.slice(0, atoms) }]
}

function linesFrom(lines: readonly Line[], checkpoint: Checkpoint | undefined): readonly Line[] {
  const line = lines[checkpoint?.lines ?? 0]
  if (checkpoint?.atoms === undefined || line === undefined) return lines.slice(checkpoint?.lines)
  const rest: Line = { ...line, atoms: line.atoms.slice(checkpoint.atoms), continued: true }
  return [rest, ...lines.slice(checkpoint.lines + 1)]
}
