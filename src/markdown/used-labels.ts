/** Whether a label stands in brackets of `source` before a place, other than where it is defined. */
export const usedLabels = (source: string): ((label: string, before: number) => boolean) => {
  let first: Map<string, number> | undefined
  return (label, before) => {
    first ??= firstUses(source)
    return (first.get(normalized(label)) ?? Number.POSITIVE_INFINITY) < before
  }
}

const firstUses = (source: string): Map<string, number> => {
  const first = new Map<string, number>()
  for (const { 1: label = '', index } of source.matchAll(/\[([^[\]]{1,200})\](?!:)/g)) {
    const key = normalized(label)
    if (!first.has(key)) first.set(key, index)
  }
  return first
}

const normalized = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase()
