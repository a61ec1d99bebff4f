/** How many ids are remembered: a resumed gateway repeats seconds, not hours. */
const remembered = 1_000

/** Returns a function that is true for an id it has not seen before: Discord may deliver an event twice. */
export const onlyOnce = (): ((id: string) => boolean) => {
  const seen = new Set<string>()
  return (id) => {
    if (seen.has(id)) return false
    seen.add(id)
    for (const oldest of seen) {
      if (seen.size <= remembered) break
      seen.delete(oldest)
    }
    return true
  }
}
