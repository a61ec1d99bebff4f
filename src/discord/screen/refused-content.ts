/** The cursor of a reply that grows, which is behind its last word for a moment only. */
const cursor = '▌'

/** What stands for a part of a message that Discord does not take. */
const placeholder = '▒▒▒'

/** Replaces the refused parts of a text. */
export const withoutRefused = (text: string, refused: readonly string[]): string =>
  refused.reduce((left, part) => left.replaceAll(part, placeholder), text)

/** Words with the space behind them; a text without spaces in pieces, as one word would be all of it. */
const piecesOf = (text: string): readonly string[] =>
  text.replaceAll(cursor, '').match(/\s*\S{1,60}\s*/gu) ?? []

/** The first number from `low` to `high` for which `holds`, which must hold for `high` and for all that follow the first. */
const firstWhere = async (
  low: number,
  high: number,
  holds: (value: number) => Promise<boolean>,
): Promise<number> => {
  if (low >= high) return high
  const middle = Math.floor((low + high) / 2)
  return (await holds(middle)) ? firstWhere(low, middle, holds) : firstWhere(middle + 1, high, holds)
}

const sharedPieces = (pieces: readonly string[], taken: readonly string[]): number => {
  const differs = pieces.findIndex((piece, index) => piece !== taken[index])
  return differs < 0 ? pieces.length : differs
}

/**
 * Finds the part of a text that Discord refuses, by bisection: first the shortest refused beginning, then its
 * shortest refused end. `taken` was accepted before, so only what is new is tested. Takes about two requests per
 * doubling of the number of words.
 *
 * @returns the refused part, or undefined where nothing of the text is taken
 */
export const findRefused = async (
  text: string,
  taken: string,
  isRefused: (part: string) => Promise<boolean>,
): Promise<string | undefined> => {
  const pieces = piecesOf(text)
  const joined = (from: number, to: number): string => pieces.slice(from, to).join('')
  const known = sharedPieces(pieces, piecesOf(taken))
  const end = await firstWhere(known + 1, pieces.length, (count) => isRefused(joined(0, count)))
  const last = end - 1
  if (await isRefused(joined(last, end))) return joined(last, end).trim() || undefined
  const earliest = Math.max(0, last - mostWords)
  const after = await firstWhere(earliest + 1, last, async (from) => !(await isRefused(joined(from, end))))
  return joined(after - 1, end).trim() || undefined
}

/** The longest phrase that is looked for. */
const mostWords = 16
