import { escapeText, withoutInvisible } from './escape.ts'
import type { Line } from './line.ts'
import { superscript } from './superscript.ts'

/** The footnotes met so far: their labels in the order of their numbers, and where each was met first. */
export type FootnoteNumbers = {
  readonly shown: (label: string, from: number) => string
  readonly met: readonly { readonly label: string; readonly from: number }[]
}

/**
 * Numbers footnotes in the order in which they are met, after the `known` ones. A label that isn't defined stands there
 * as it is; while the text is `growing`, a number is believed, since definitions mostly come last.
 */
export const numberFootnotes = (
  known: readonly string[],
  isDefined: (label: string) => boolean,
  growing: boolean,
): FootnoteNumbers => {
  const met = known.map((label) => ({ label, from: 0 }))
  let numbers: Map<string, number> | undefined
  const shown = (label: string, from: number) => {
    if (!(growing && /^\d{1,3}$/.test(label)) && !isDefined(label))
      return escapeText(withoutInvisible(`[^${label}]`))
    numbers ??= new Map(known.map((one, index) => [one, index + 1]))
    const number = numbers.get(label) ?? met.push({ label, from })
    numbers.set(label, number)
    return superscript(String(number))
  }
  return { shown, met }
}

/** The notes under a thin line, each after its number, as if they stood at `from` in the source. */
export const footnoteLines = (
  notes: ReadonlyMap<string, readonly Line[]>,
  numbered: FootnoteNumbers,
  rule: string,
  from: number,
): Line[] => {
  if (notes.size === 0) return []
  for (const label of notes.keys()) numbered.shown(label, from)
  const head: Line = {
    from,
    containers: [],
    opened: 0,
    head: '',
    atoms: [{ kind: 'whole', raw: rule, from, marks: [] }],
    gap: true,
    rank: 5,
  }
  let next = from + 1
  const lines = numbered.met.flatMap(({ label }, index) => {
    const note = notes.get(label) ?? []
    const moved = moveLines(note, next, {
      kind: 'item',
      marker: `${superscript(String(index + 1))} `,
      from: next,
      prefix: undefined,
    })
    next += 1 + Math.max(0, ...moved.flatMap((line) => line.atoms.map((atom) => atom.from - next)))
    return moved
  })
  return [head, ...lines.map((line, index) => (index === 0 ? { ...line, rank: 0 as const } : line))]
}

const moveLines = (lines: readonly Line[], to: number, marker: Line['containers'][number]): Line[] => {
  const by = to - (lines[0]?.from ?? 0)
  return lines.map((line, index) => ({
    ...line,
    from: line.from + by,
    containers: [marker, ...line.containers],
    opened: index === 0 ? line.opened + 1 : line.opened,
    atoms: line.atoms.map((atom) => ({ ...atom, from: atom.from + by })),
    gap: false,
    rank: 4,
    parseResume: undefined,
    inlineResume: undefined,
  }))
}
