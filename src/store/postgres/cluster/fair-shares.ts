/** A process that can hold shards. */
export type Member = { readonly id: string; readonly capacity: number }

/**
 * How many of `total` shards each process should hold: as evenly as their capacities allow. Every process that knows the same
 * members comes to the same result. Shards for which there is no capacity are left over.
 */
export const fairShares = (members: readonly Member[], total: number): ReadonlyMap<string, number> => {
  const ordered = [...members].sort((a, b) => (a.id < b.id ? -1 : 1))
  const shares = new Map(ordered.map(({ id }) => [id, 0]))
  for (let left = total; left > 0; left -= 1) {
    const open = ordered.filter(({ id, capacity }) => (shares.get(id) ?? 0) < capacity)
    const [least] = open.sort((a, b) => (shares.get(a.id) ?? 0) - (shares.get(b.id) ?? 0))
    if (least === undefined) break
    shares.set(least.id, (shares.get(least.id) ?? 0) + 1)
  }
  return shares
}
