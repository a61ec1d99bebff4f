const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Length of `text` in Unicode code points, which is how Discord counts (discord-api-docs issue 1315). */
export const codePoints = (text: string): number => {
  let count = text.length
  for (let i = 1; i < text.length; i++) {
    if (isLow(text.charCodeAt(i)) && isHigh(text.charCodeAt(i - 1))) count--
  }
  return count
}

/**
 * Index up to which `text` fits into `limit` code points without splitting what a reader sees as one character.
 * A single character that alone is longer than `limit` is split between code points, so the index is above 0 if `limit` is.
 */
export const fittingIndex = (text: string, limit: number): number => {
  if (text.length <= limit) return text.length
  const hard = codePointIndex(text, limit)
  if (hard === text.length) return hard
  // A cluster may reach beyond the limit: segmenting a little more than fits shows where the last whole one ends.
  const last = graphemes.segment(text.slice(0, hard + 64)).containing(hard)?.index ?? hard
  return last > 0 ? last : hard
}

/** The longest beginning of `text` that fits into `limit` code points, ending in `ellipsis` if anything was cut off. */
export const cut = (text: string, limit: number, ellipsis = '…'): string => {
  if (codePoints(text) <= limit) return text
  const room = limit - codePoints(ellipsis)
  return room < 0
    ? text.slice(0, fittingIndex(text, limit))
    : text.slice(0, fittingIndex(text, room)) + ellipsis
}

const codePointIndex = (text: string, limit: number): number => {
  let index = 0
  for (let left = limit; left > 0 && index < text.length; left--) {
    index += isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1)) ? 2 : 1
  }
  return index
}

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff

const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
