import stringWidth from 'string-width'

/** Latin, Greek and Cyrillic letters, arrows and operators take one column each. */
const narrow = String.raw`\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2190-\u21ff\u2200-\u22ff`
/** Chinese and Japanese characters and their marks, and Korean syllables, take two. */
const wide = String.raw`\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60`

const simple = new RegExp(`^[${narrow}${wide}]*$`)
const wides = new RegExp(`[${wide}]`, 'g')

/** How many columns of a terminal `text` takes. */
export const width = (text: string): number =>
  simple.test(text) ? text.length + (text.match(wides)?.length ?? 0) : stringWidth(text)
