import type { Container, OpenPairs, ParseResume } from './line.ts'

/** Stands for text that was shown before; it is never shown itself. */
export const placeholder = '\ue000'

/**
 * How parsing can start at the beginning of a line whose block stands in `containers`: lines that open the list items
 * again, quotes being in the source's own line. Items that begin on that line open themselves.
 * Undefined where quotes and items alternate, or an item's own source isn't known.
 */
export const parseResumeAt = (
  base: number,
  containers: readonly Container[],
  open: OpenPairs,
): ParseResume | undefined => {
  if (containers.length === 0) return { base, lead: '', ordinals: [], open }
  const items = itemsIn(containers)?.filter((item) => item.from !== base)
  if (items === undefined) return undefined
  const quotes = '>'.repeat(containers.filter((container) => container.kind === 'quote').length)
  const rows = items.filter((item, index) => items[index + 1]?.from !== item.from)
  const lead = rows.map((item) => `${item.prefix ?? ''}${placeholder}\n${quotes}\n`).join('')
  return { base, lead, ordinals: items.map((item) => ordinal(item.marker)), open }
}

/** How parsing can start in the middle of a paragraph in `containers`, but for what formatting is open there. */
export const inlineResume = (
  containers: readonly Container[],
  open: OpenPairs,
): Omit<ParseResume, 'base'> | undefined => {
  if (containers.length === 0) return { lead: `${placeholder} `, ordinals: [], open }
  const parseResume = parseResumeAt(-1, containers, open)
  if (parseResume === undefined) return undefined
  const inner = itemsIn(containers)
    ?.at(-1)
    ?.prefix?.replace(/[^>\s]/g, ' ')
  return {
    ...parseResume,
    lead: `${parseResume.lead}${inner ?? '> '.repeat(containers.length)}${placeholder} `,
  }
}

/** The source of an item's line up to its text, if the item begins after `outer` on its line. */
export const itemPrefix = (line: string, outer: string): string | undefined => {
  const found = /^[ >]*(?:[-+*]|\d{1,9}[.)])( {1,4}(?=\S))?/.exec(line.slice(outer.length))
  if (found === null || /^\s*\t/.test(line.slice(outer.length + found[0].length))) return undefined
  return outer + found[0] + (found[1] === undefined ? ' ' : '')
}

/** The number that an item is shown with; undefined for a bullet. */
const ordinal = (marker: string): number | undefined =>
  /^\d/.test(marker) ? Number.parseInt(marker, 10) : undefined

type Item = Extract<Container, { readonly kind: 'item' }>

const itemsIn = (containers: readonly Container[]): readonly Item[] | undefined => {
  const first = containers.findIndex((container) => container.kind === 'item')
  const items = first < 0 ? [] : containers.slice(first).flatMap((one) => (one.kind === 'item' ? [one] : []))
  if (first >= 0 && items.length < containers.length - first) return undefined
  return items.every((item) => item.prefix !== undefined) ? items : undefined
}
