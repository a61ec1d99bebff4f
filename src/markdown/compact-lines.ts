import type { Atom, Line } from './line.ts'

/**
 * A line as it is kept for long: words that follow each other in the source stand together. As atoms of their own they
 * take fifty times the memory of their text.
 */
export type CompactLine = Omit<Line, 'atoms'> & { readonly atoms: readonly CompactAtom[] }

/** One atom, or several together: `sizes` are their lengths in UTF-16 units. */
type CompactAtom = Atom & { readonly sizes?: readonly number[] }

/** So many atoms stand together at most, so that one more can be added without copying all. */
const most = 64

/** `line` with its words together; one that is packed already is packed further. */
export const compact = (line: CompactLine): CompactLine => {
  const groups: CompactAtom[][] = []
  for (const atom of line.atoms) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && follows(last, atom) && count(group) < most) group.push(atom)
    else groups.push([atom])
  }
  return { ...line, atoms: groups.flatMap(together) }
}

/** The line that was packed. */
export const expand = (line: CompactLine): Line => ({ ...line, atoms: line.atoms.flatMap(apart) })

const follows = (before: CompactAtom, atom: CompactAtom): boolean => {
  const isSame = before.kind === atom.kind && sameMarks(before, atom)
  const isPlain = atom.kind !== 'whole' && !before.loose && !atom.loose
  return isSame && isPlain && atom.from === before.from + before.raw.length
}

/** Marks are compared by identity. */
const sameMarks = (one: Atom, other: Atom): boolean =>
  one.marks === other.marks || (one.marks.length === 0 && other.marks.length === 0)

const count = (group: readonly CompactAtom[]): number =>
  group.reduce((sum, { sizes }) => sum + (sizes?.length ?? 1), 0)

const together = (group: readonly CompactAtom[]): readonly CompactAtom[] => {
  const [first] = group
  if (first === undefined || group.length === 1) return group
  const { kind, from, marks } = first
  const raw = group.map((atom) => atom.raw).join('')
  return [{ kind, raw, from, marks, sizes: group.flatMap((atom) => atom.sizes ?? [atom.raw.length]) }]
}

const apart = (atom: CompactAtom): readonly Atom[] => {
  if (atom.sizes === undefined) return [atom]
  const { kind, marks } = atom
  let at = 0
  return atom.sizes.map((size) => {
    const piece = { kind, raw: atom.raw.slice(at, at + size), from: atom.from + at, marks }
    at += size
    return piece
  })
}
