/** No mark in it means anything, wherever it stands. */
const plain = /[^\n\r\t\\`*_~|[\]<>$!:\ue000]|!(?!\[)|:(?!\/\/)|(?<=[A-Za-z\d])_(?=[A-Za-z\d])|(?<!~)~(?!~)/u
  .source
const run = new RegExp(`(?:${plain})+`, 'uy')
const code = /`[^`\n]+`(?!`)/y
const link = new RegExp(String.raw`\[(?:${plain})+\]\(https?:\/\/[\w\-./?=&%~+,;]+\)`, 'uy')
/** One star or two around words: whatever stands beside them, they open and close. */
const starred = new RegExp(
  String.raw`(\*{1,2})(?=\p{L})(?:${plain})+(?:(?<=[\p{L}\p{N}])\1(?![*\d])|(?<=[.,:!?)])\1(?= ))`,
  'uy',
)

/**
 * How much of a paragraph's first line, up to the beginning of a word, means what it does alone: all that opens there is
 * closed there in the simplest way, so that what follows can be parsed without it. 0 if nothing does.
 */
export const stablePrefix = (text: string): number => {
  let stable = 0
  for (let at = 0; at < text.length; ) {
    const end = endOf(run, text, at)
    if (end > at) stable = lastWord(text, at, end) ?? stable
    const next = Math.max(
      end,
      ...(end < text.length ? [code, link, starred].map((one) => endOf(one, text, end)) : []),
    )
    if (next === at) break
    at = next
  }
  return stable
}

const endOf = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

/** Where the last word of `text` between two places begins, or the last sentence in Chinese or Japanese. */
const lastWord = (text: string, from: number, to: number): number | undefined => {
  for (let at = to - 1; at > from; at--) {
    if (/^[\p{L}\p{N}]/u.test(text.slice(at, at + 2)) && /[^\s] $|[。！？]$/.test(text.slice(at - 2, at)))
      return at
  }
  return undefined
}
