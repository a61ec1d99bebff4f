/** Splits a text as it streams: unevenly, within words like tokens, never within a surrogate pair. */
export const deltas = (text: string, longest: number, random: () => number): readonly string[] => {
  const characters = [...text]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; ) {
    const length = Math.max(1, Math.round(longest * (1 / 3 + (random() * 2) / 3)))
    pieces.push(characters.slice(at, at + length).join(''))
    at += length
  }
  return pieces
}
