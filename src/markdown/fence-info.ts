/** What stands behind a fence: the language, and other words, which Discord shows as the first line of the code. */
export type FenceInfo = { readonly language: string; readonly words: string }

/**
 * Reads `info`. `{python}` is a language, and so is what stands before options or a file (`js:a.js`, `js title="a.js"`);
 * two words and more are none.
 */
export const fenceInfo = (info: string): FenceInfo => {
  const language = /^(?:\{\.?)?([\w+\-.#]+)\}?$/.exec(info)?.[1]
  if (language !== undefined) return { language, words: '' }
  const [, first = '', words = ''] = /^([A-Za-z][\w+\-#]*)[\s:,]+([^\s].*)$/.exec(info) ?? []
  return first !== '' && (/[=:/\\.[\]{}"]/.test(words) || !/\s/.test(words))
    ? { language: first, words }
    : { language: '', words: info }
}
