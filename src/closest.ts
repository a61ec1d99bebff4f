import { distance } from 'fastest-levenshtein'

/**
 * The name that somebody who wrote `given` most likely meant, if one is near: at most a third of its letters differ, and no more
 * than `most`.
 *
 * @example closest('CLAUDE_MODLE', ['CLAUDE_MODEL', 'MAX_TOKENS']) // 'CLAUDE_MODEL'
 */
export const closest = (
  given: string,
  names: readonly string[],
  most = Number.POSITIVE_INFINITY,
): string | undefined => {
  const lower = given.toLowerCase()
  const near = names
    .map((name) => ({ name, changes: distance(lower, name.toLowerCase()) }))
    .filter(
      ({ name, changes }) =>
        changes > 0 && changes <= Math.min(most, Math.max(1, Math.floor(name.length / 3))),
    )
  return near.toSorted((a, b) => a.changes - b.changes)[0]?.name
}
