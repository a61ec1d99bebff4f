import type { Place } from './fill.ts'
import type { Atom, Line, Restart } from './line.ts'

/** Where the newest page begins: at what place of the source, and where parsing has to start to get there. */
export type Seam = {
  readonly from: number
  /** How many atoms that come from the same place stand on the pages before. */
  readonly skip: number
  readonly restart: Restart
}

/** The beginning of a source. */
export const firstSeam: Seam = { from: 0, skip: 0, restart: { base: 0, lead: '', ordinals: [] } }

/** `place` among `lines`, which were parsed from `restart` on, as a place in the source. */
export function seamAt(lines: readonly Line[], place: Place, restart: Restart): Seam {
  const line = lines[place.line]
  const atom = line?.atoms[place.atom]
  const from = (atom?.from ?? line?.from ?? restart.base) + place.offset
  const near = lines.findLast(
    (one, index) => index <= place.line && one.restart !== undefined && one.restart.base <= from,
  )
  const skip = place.offset > 0 ? 0 : sameBefore(lines, place, from)
  const nearest = near?.restart ?? restart
  const inside =
    from - nearest.base > far && skip === 0 && !(place.offset > 0 && atom?.loose)
      ? resumeAt(line, atom, from)
      : undefined
  return { from, skip, restart: inside ?? nearest }
}

/** From so far back a paragraph isn't parsed again, but goes on with the formatting that seemed open. */
const far = 1500

function resumeAt(line: Line | undefined, atom: Atom | undefined, base: number): Restart | undefined {
  const marks = [...new Set(atom?.marks)].map((mark) => mark.source)
  if (line?.resume === undefined || atom === undefined || marks.includes(undefined)) return undefined
  return { ...line.resume, base, lead: line.resume.lead + marks.join('') }
}

/** What of `lines` comes after `seam`. */
export function linesAfter(lines: readonly Line[], seam: Seam): readonly Line[] {
  if (seam.from === 0 && seam.skip === 0) return lines
  const left = { skip: seam.skip }
  return lines.flatMap((line) => {
    if (line.atoms.length === 0) return line.from >= seam.from ? [line] : []
    if ((line.atoms[0]?.from ?? 0) > seam.from) return [line]
    const atoms = line.atoms.flatMap((atom) => rest(atom, seam.from, left))
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

function rest(atom: Atom, from: number, left: { skip: number }): readonly Atom[] {
  if (atom.from > from || (atom.from === from && left.skip === 0)) return [atom]
  if (atom.from === from) {
    left.skip--
    return []
  }
  const gone = from - atom.from
  if (atom.kind === 'whole' || gone >= atom.raw.length) return []
  return [{ ...atom, raw: atom.raw.slice(gone), from }]
}

function sameBefore(lines: readonly Line[], place: Place, from: number): number {
  let count = 0
  for (let index = place.line; index >= 0; index--) {
    const atoms = lines[index]?.atoms.slice(0, index === place.line ? place.atom : undefined) ?? []
    const same = atoms.filter((atom) => atom.from === from).length
    count += same
    if (same < atoms.length) break
  }
  return count
}
