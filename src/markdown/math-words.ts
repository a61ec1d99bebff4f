/** A word of a formula, or the space after it, and where in the LaTeX it comes from. */
export type MathWord = { readonly raw: string; readonly at: number }

/**
 * The words of `text`, which shows `latex`. One that stands in the LaTeX as it is comes from there; any other comes from
 * behind the word before, so that parsing can go on between the two.
 */
export const mathWords = (text: string, latex: string): readonly MathWord[] => {
  let at = 0
  return (text.match(/\s+|\S+/g) ?? []).map((raw) => {
    const found = raw.trim() === '' ? -1 : latex.indexOf(raw, at)
    const word = { raw, at: Math.max(found, at) }
    if (found >= 0) at = found + raw.length
    return word
  })
}
