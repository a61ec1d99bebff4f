/** The labels that stand in brackets of a source, other than where they are defined, and where each does first. */
export type UsedLabels = ReadonlyMap<string, number>

/** `known`, and the labels of `source` between two places. */
export const addUsedLabels = (
  known: UsedLabels,
  source: string,
  from: number,
  to = source.length,
): UsedLabels => {
  const used = new Map(known)
  for (const { 1: label = '', index } of source.slice(from, to).matchAll(/\[([^[\]]{1,200})\](?!:)/g)) {
    const key = normalized(label)
    if (!used.has(key)) used.set(key, from + index)
  }
  return used
}

/** Whether a label is used before a place; `known` are the labels that are used before `from`. */
export const usedLabels = (
  known: UsedLabels,
  source: string,
  from: number,
): ((label: string, before: number) => boolean) => {
  let used: UsedLabels | undefined
  return (label, before) => {
    used ??= addUsedLabels(known, source, from)
    return (used.get(normalized(label)) ?? Number.POSITIVE_INFINITY) < before
  }
}

const normalized = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase()
