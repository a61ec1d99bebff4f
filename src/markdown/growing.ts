import type { Checkpoint } from './block-walk.ts'
import { blockLines, type Document } from './blocks.ts'
import { definedFootnotes, type EarlierDefinitions } from './document.ts'
import { fits } from './fill.ts'
import { type FootnoteNumbers, numberFootnotes } from './footnotes.ts'
import { canContinue, type FrozenPrefix, freeze } from './frozen-prefix.ts'
import type { Line, ParseResume } from './line.ts'
import { emptyPage } from './page.ts'
import { placeholder } from './parse-resume.ts'
import { withoutIncompleteLine } from './parser/incomplete.ts'
import { emptyInlineCache, type InlineCache, type Parsed, parse, type References } from './parser/parser.ts'
import { linesAfter, type ResumePoint } from './resume-point.ts'
import { type SourceMap, sourceMap } from './source-map.ts'
import { stablePrefix } from './stable-prefix.ts'
import { usedLabels } from './used-labels.ts'

/** What one parse of a growing source keeps for the next one. Without it the next parse takes longer and gives the same. */
export type ParseCache = { readonly frozen: FrozenPrefix | undefined; readonly inlineCache: InlineCache }

/** No parse came before. */
export const emptyParseCache: ParseCache = { frozen: undefined, inlineCache: emptyInlineCache }

/** The lines of a growing source after a resume point: the frozen ones, if there are any, and those after them. */
export type Growing = {
  readonly frozen: FrozenPrefix | undefined
  readonly lines: readonly Line[]
  /** Up to which place of the source they show it. */
  readonly upTo: number
  readonly footnotes: FootnoteNumbers
  readonly cache: ParseCache
}

/** A link definition gives links a target anywhere in the source, so nothing is frozen behind one, and what was frozen is parsed again. */
const linkDefinition = /^[ >\t]*\[[^\]^\n][^\]\n]{0,998}\]:/m

const definesLink = (source: string): boolean => source.includes(']:') && linkDefinition.test(source)

/** The lines of a `source` that will grow. What `cache` holds as frozen isn't parsed again. */
export const growingLines = (
  source: string,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
  cache: ParseCache,
  limit: number,
): Growing => {
  const { frozen, inlineCache } = cache
  const unsealed = () => source.slice(resumePoint.parseResume.base)
  if (frozen !== undefined && frozen.checkpoint.base < source.length && !definesLink(unsealed())) {
    const { base, atoms, open } = frozen.checkpoint
    const lead = atoms === undefined ? '' : `${placeholder} `
    const reading = read(source, { base, lead, ordinals: [], open }, frozen.known, inlineCache)
    if (canContinue(frozen, reading.parsed))
      return grown(source, reading, resumePoint, earlier, frozen, limit)
  }
  return grown(
    source,
    read(source, resumePoint.parseResume, earlier.references, inlineCache),
    resumePoint,
    earlier,
    undefined,
    limit,
  )
}

/** What was parsed, and from where. */
type Reading = { readonly parseResume: ParseResume; readonly text: string; readonly parsed: Parsed }

const read = (
  source: string,
  parseResume: ParseResume,
  references: References,
  inlineCache: InlineCache,
): Reading => {
  const grown = source
    .slice(parseResume.base)
    .replace(/[\ud800-\udbff]$/, '')
    .toWellFormed()
  // Where a line goes on, the rest of it is no line of marks.
  const text = parseResume.lead.endsWith(' ')
    ? withoutIncompleteLine(parseResume.lead + grown)
    : parseResume.lead + withoutIncompleteLine(grown)
  return { parseResume, text, parsed: parse(text, references, true, inlineCache) }
}

const grown = (
  whole: string,
  reading: Reading,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
  before: FrozenPrefix | undefined,
  limit: number,
): Growing => {
  const { parseResume, text, parsed } = reading
  const numbered = numberFootnotes(earlier.footnoteLabels, definedFootnotes(parsed.tokens, earlier), true)
  const source = sourceMap(text, parseResume.base - parseResume.lead.length)
  const growsTo = parseResume.base - parseResume.lead.length + text.length
  const isUsed = usedLabels(earlier.used, whole, resumePoint.parseResume.base)
  const context = { source, footnote: numbered.shown, begun: parseResume, growsTo, isUsed }
  const blocks = blockLines(
    parsed.tokens,
    context,
    before && { ...before.checkpoint, last: before.lines.at(-1) },
  )
  const further = freezeFurther(reading, blocks, source, resumePoint, earlier, before)
  // A page that is full may be clipped anywhere, so nothing behind its end is frozen.
  const frozen = further === undefined || fits(further.page, limit) ? further : before
  const after = frozen === before ? blocks.lines : linesFrom(blocks.lines, frozen?.checkpoint)
  return {
    frozen,
    lines: frozen === undefined ? linesAfter(after, resumePoint) : after,
    upTo: shownUpTo(after, growsTo),
    footnotes: numbered,
    cache: { frozen, inlineCache: parsed.inlineCache },
  }
}

/** Where in the source the last of `lines` ends: what is held back at the end of an inline text is not shown. */
const shownUpTo = (lines: readonly Line[], end: number): number => {
  const last = lines.at(-1)?.atoms.at(-1)
  return last === undefined || last.kind === 'whole' || last.loose
    ? end
    : Math.min(end, last.from + last.raw.length)
}

/** Freezes the lines up to the last checkpoint on the page, but none after the first footnote. */
const freezeFurther = (
  reading: Reading,
  blocks: Document,
  source: SourceMap,
  resumePoint: ResumePoint,
  earlier: EarlierDefinitions,
  before: FrozenPrefix | undefined,
): FrozenPrefix | undefined => {
  const { parseResume, text, parsed } = reading
  const frozenTo = (checkpoint: Checkpoint | undefined): FrozenPrefix | undefined => {
    if (checkpoint === undefined || checkpoint.base <= Math.max(resumePoint.from, parseResume.base))
      return undefined
    const gone = text.slice(0, checkpoint.base - parseResume.base + parseResume.lead.length)
    if (gone.includes('[^') || definesLink(gone)) return undefined
    const newly = linesTo(blocks.lines, checkpoint)
    const lines = before === undefined ? linesAfter(newly, resumePoint) : newly
    if (lines.at(-1)?.atoms.at(-1) !== newly.at(-1)?.atoms.at(-1)) return undefined
    const known = before ?? { lines: [], page: emptyPage(), known: earlier.references }
    return freeze(known, checkpoint, lines, gone, parsed.references)
  }
  return frozenTo(insideParagraph(reading, blocks, source)) ?? frozenTo(blocks.checkpoint) ?? before
}

/** Where in the paragraph at the end what is closed ends. */
const insideParagraph = (
  { parsed: { tokens } }: Reading,
  { lines, paragraph, hides, open }: Document,
  source: SourceMap,
): Checkpoint | undefined => {
  const [inline, end] = tokens.slice(-2)
  if (inline === undefined || end?.type !== 'paragraph_close' || end.level > 0 || hides) return undefined
  const lead = inline.content.startsWith(placeholder) ? placeholder.length : 0
  const stable = stablePrefix(inline.content.slice(lead))
  const base = source.inside(inline)(lead + stable)
  const atoms = lines[paragraph]?.atoms.findIndex((atom) => atom.from >= base) ?? -1
  if (stable === 0 || atoms <= 0 || lines[paragraph]?.atoms[atoms]?.from !== base) return undefined
  return {
    base,
    lines: paragraph,
    atoms,
    gap: false,
    afterHeading: false,
    parseResume: undefined,
    list: undefined,
    open,
  }
}

const linesTo = (lines: readonly Line[], { lines: whole, atoms }: Checkpoint): readonly Line[] => {
  const line = lines[whole]
  if (atoms === undefined || line === undefined) return lines.slice(0, whole)
  return [...lines.slice(0, whole), { ...line, atoms: line.atoms.slice(0, atoms) }]
}

const linesFrom = (lines: readonly Line[], checkpoint: Checkpoint | undefined): readonly Line[] => {
  const line = lines[checkpoint?.lines ?? 0]
  if (checkpoint?.atoms === undefined || line === undefined) return lines.slice(checkpoint?.lines)
  const rest: Line = { ...line, atoms: line.atoms.slice(checkpoint.atoms), continued: true }
  return [rest, ...lines.slice(checkpoint.lines + 1)]
}
