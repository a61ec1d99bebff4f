import type { LinePosition } from './fill.ts'
import type { Atom, Line, Mark, ParseResume } from './line.ts'
import { noPairs } from './pairs.ts'
import { midLine } from './parse-window.ts'

/** Where the newest page begins: at what place of the source, and where parsing has to start to get there. */
export type ResumePoint = {
  readonly from: number
  /** How many atoms that come from the same place stand on the pages before. */
  readonly skip: number
  readonly parseResume: ParseResume
}

/** The beginning of a source. */
export const sourceStart: ResumePoint = {
  from: 0,
  skip: 0,
  parseResume: { base: 0, lead: '', ordinals: [], open: noPairs },
}

/** `place` among `lines`, which were parsed from `parseResume` on, as a place in the source. */
export const resumePointAt = (
  lines: readonly Line[],
  place: LinePosition,
  parseResume: ParseResume,
): ResumePoint => {
  const line = lines[place.line]
  const atom = line?.atoms[place.atom]
  const from = (atom?.from ?? line?.from ?? parseResume.base) + place.offset
  const near = lines.findLast(
    (one, index) => index <= place.line && one.parseResume !== undefined && one.parseResume.base <= from,
  )
  const skip = place.offset > 0 ? 0 : sameBefore(lines, place, from)
  const nearest = near?.parseResume ?? parseResume
  if (from - nearest.base <= far || line === undefined) return { from, skip, parseResume: nearest }
  const inside = resumeInside(line, place, from)
  if (inside !== undefined && inside.base >= nearest.base) return { from, skip, parseResume: inside }
  const isTooFar = from - nearest.base > (line.inlineResume === undefined ? farthest : 2 * far)
  return isTooFar
    ? { from, skip: 0, parseResume: forced(line, atom, from) }
    : { from, skip, parseResume: nearest }
}

/** From so far back a paragraph is not parsed again: parsing goes on inside it, with the formatting that is open. */
const far = 1500

/** From so far back nothing is parsed again, even if formatting is lost where parsing goes on. */
const farthest = 6000

/** The nearest place in `line` at which parsing can go on with all formatting that is open there. */
const resumeInside = (line: Line, place: LinePosition, from: number): ParseResume | undefined => {
  for (let index = place.atom; index >= 0; index--) {
    const atom = line.atoms[index]
    if (atom === undefined || line.inlineResume === undefined) continue
    const offset = index === place.atom ? place.offset : 0
    if (from - atom.from > far) return undefined
    if (offset > 0 ? atom.loose : atom.isInner || line.atoms[index - 1]?.from === atom.from) continue
    if (atom.marks.some(({ source }) => source === undefined)) continue
    return withOpenMarks({ ...line.inlineResume, base: atom.from + offset }, atom.marks)
  }
  return undefined
}

/** `resume` with the formatting that is open there. A spoiler is no mark in front of the text, since it may end in another block. */
const withOpenMarks = (resume: ParseResume, marks: readonly Mark[]): ParseResume => {
  const sources = new Set(marks.filter(({ name }) => name !== 'spoiler').map(({ source }) => source ?? ''))
  const isHidden = marks.some(({ name }) => name === 'spoiler')
  return {
    ...resume,
    lead: resume.lead + [...sources].join(''),
    open: { ...resume.open, hiddenUntil: isHidden ? Number.POSITIVE_INFINITY : undefined },
  }
}

const forced = (line: Line, atom: Atom | undefined, base: number): ParseResume =>
  withOpenMarks({ ...(line.inlineResume ?? midLine(base, noPairs)), base }, atom?.marks ?? [])

/** What of `lines` comes after `resumePoint`. */
export const linesAfter = (lines: readonly Line[], resumePoint: ResumePoint): readonly Line[] => {
  if (resumePoint.from === 0 && resumePoint.skip === 0) return lines
  const left = { skip: resumePoint.skip }
  return lines.flatMap((line) => {
    if (line.atoms.length === 0) return line.from >= resumePoint.from ? [line] : []
    if ((line.atoms[0]?.from ?? 0) > resumePoint.from) return [line]
    const behind = line.atoms.findIndex(({ from }) => from > resumePoint.from)
    const near = behind < 0 ? line.atoms : line.atoms.slice(0, behind)
    const further = behind < 0 ? [] : line.atoms.slice(behind)
    const atoms = [...near.flatMap((atom) => rest(atom, resumePoint.from, left)), ...further]
    if (atoms.length === line.atoms.length && atoms[0]?.raw === line.atoms[0]?.raw) return [line]
    const shown = atoms.slice(
      Math.max(
        0,
        atoms.findIndex((atom) => atom.raw.trim() !== ''),
      ),
    )
    return shown.some((atom) => atom.raw.trim() !== '')
      ? [{ ...line, atoms: shown, opened: 0, gap: false }]
      : []
  })
}

const rest = (atom: Atom, from: number, left: { skip: number }): readonly Atom[] => {
  if (atom.from > from || (atom.from === from && left.skip === 0)) return [atom]
  if (atom.from === from) {
    left.skip--
    return []
  }
  const gone = from - atom.from
  if (atom.kind === 'whole' || gone >= atom.raw.length) return []
  return [{ ...atom, raw: atom.raw.slice(gone), from }]
}

const sameBefore = (lines: readonly Line[], place: LinePosition, from: number): number => {
  let count = 0
  for (let index = place.line; index >= 0; index--) {
    const atoms = lines[index]?.atoms.slice(0, index === place.line ? place.atom : undefined) ?? []
    const same = atoms.filter((atom) => atom.from === from).length
    count += same
    if (same < atoms.length) break
  }
  return count
}
