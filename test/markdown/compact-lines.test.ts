import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compact, expand } from '../../src/markdown/compact-lines.ts'
import type { Atom, Line, Mark } from '../../src/markdown/line.ts'

const bold: readonly Mark[] = [{ name: 'strong', open: '**', close: '**' }]
const plain: readonly Mark[] = []

const lineOf = (atoms: readonly Atom[]): Line => ({
  from: 0,
  containers: [],
  opened: 0,
  head: '',
  atoms,
  gap: false,
  rank: 3,
})

/** `count` words with the spaces between them, as they follow each other in the source. */
const words = (count: number): readonly Atom[] =>
  Array.from({ length: 2 * count }, (_, index): Atom => {
    const raw = index % 2 === 0 ? 'word' : ' '
    return { kind: 'text', raw, from: Math.floor(index / 2) * 5 + (index % 2) * 4, marks: plain }
  })

const pieces = fc.array(
  fc.record({
    kind: fc.constantFrom<Atom['kind']>('text', 'code', 'whole'),
    raw: fc.string({ maxLength: 6 }),
    gap: fc.constantFrom(0, 0, 0, 1),
    marks: fc.constantFrom(plain, bold),
    isLoose: fc.constantFrom(false, false, true),
  }),
)

const atoms = pieces.map((all) => {
  let from = 0
  return all.map(({ kind, raw, gap, marks, isLoose }): Atom => {
    const atom = { kind, raw, from: from + gap, marks, ...(isLoose && { loose: true }) }
    from += gap + raw.length
    return atom
  })
})

describe('a compact line', () => {
  it('is the line again once it is expand, compact once or piece by piece', () => {
    fc.assert(
      fc.property(atoms, fc.nat(20), (all, at) => {
        expect(expand(compact(lineOf(all)))).toEqual(lineOf(all))
        const begun = compact(lineOf(all.slice(0, at)))
        const whole = compact({ ...begun, atoms: [...begun.atoms, ...all.slice(at)] })
        expect(expand(whole)).toEqual(lineOf(all))
      }),
      { numRuns: 500 },
    )
  })

  it('holds words that follow each other together, however they came', () => {
    const all = words(500)
    expect(compact(lineOf(all)).atoms.length).toBeLessThan(20)
    let grown = compact(lineOf([]))
    for (let at = 0; at < all.length; at += 7)
      grown = compact({ ...grown, atoms: [...grown.atoms, ...all.slice(at, at + 7)] })
    expect(grown.atoms.length).toBeLessThan(20)
    expect(expand(grown).atoms).toEqual(all)
  })
})
