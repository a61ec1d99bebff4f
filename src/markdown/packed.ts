import type { Atom, Line } from './line.ts'

/**
 * A line as it is kept for long: words that follow each other in the source stand together. As atoms of their own they
 * take fifty times the memory of their text.
 */
export type PackedLine = Omit<Line, 'atoms'> & { readonly atoms: readonly PackedAtom[] }

/** One atom, or several together: `sizes` are their lengths in UTF-16 units. */
type PackedAtom = Atom & { readonly sizes?: readonly number[] }

/** So many atoms stand together at most, so that one more can be added without copying all. */
const most = 64

/** `line` with its words together; one that is packed already is packed further. */
export function packed(line: PackedLine): PackedLine {
  const groups: PackedAtom[][] = []
  for (const atom of line.atoms) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && follows(last, atom) && count(group) < most) group.push(atom)
    else groups.push([atom])
  }
  return { ...line, atoms: groups.flatMap(together) }
}

/** The line that was packed. */
export function unpacked(line: PackedLine): Line {
  return { ...line, atoms: line.atoms.flatMap(apart) }
}

function follows(before: PackedAtom, atom: PackedAtom): boolean {
  const isSame = before.kind === atom.kind && sameMarks(before, atom)
  const isPlain = atom.kind !== 'whole' && !before.loose && !atom.loose
  return isSame && isPlain && atom.from === before.from + before.raw.length
}

/** Marks are compared by identity. */
function sameMarks(one: Atom, other: Atom): boolean {
  return one.marks === other.marks || (one.marks.length === 0 && other.marks.length === 0)
}

function count(group: readonly PackedAtom[]): number {
  return group.reduce((sum, { sizes }) => sum + (sizes?.length ?? 1), 0)
}

function together(group: readonly PackedAtom[]): readonly PackedAtom[] {
  const [first] = group
  if (first === undefined || group.length === 1) return group
  const { kind, from, marks } = first
  const raw = group.map((atom) => atom.raw).join('')
  return [{ kind, raw, from, marks, sizes: group.flatMap((atom) => atom.sizes ?? [atom.raw.length]) }]
}

function apart(atom: PackedAtom): readonly Atom[] {
  if (atom.sizes === undefined) return [atom]
  const { kind, marks } = atom
  let at = 0
  return atom.sizes.map((size) => {
    const piece = { kind, raw: atom.raw.slice(at, at + size), from: atom.from + at, marks }
    at += size
    return piece
  })
}
