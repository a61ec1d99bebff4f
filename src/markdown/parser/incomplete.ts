import { isIncomplete, type StateInline } from './state.ts'

/**
 * A growing source without its last line while that is nothing but marks: it may become a list, a rule, a heading's
 * underline, the end of a code block, a table's row or a link's definition.
 */
export const withoutIncompleteLine = (source: string): string => {
  const begin = source.lastIndexOf('\n') + 1
  const line = source.slice(begin)
  const marks = /^(?:[\s>\-+*=_#~`|:]|\d{1,9}[.)](?=\s|$)|\d{1,9}$|\[[ xX]?\]?\s*$)*$/
  const incomplete =
    marks.test(line) ||
    /^\s*(?:`{3,}[^`]*|~{3,}.*|\[[^\]]{1,60}\]?|\[(?!\^)[^\]]+\]:\s*\S*(?:\s+(?:["'(].*)?)?|\[\^[^\]]+\]:\s*)$/.test(
      line,
    )
  return incomplete ? source.slice(0, begin) : source
}

/** Inline text without the run at its end that the next character may turn into something else: half a mark, entity or tag. */
export const withoutIncompleteEnd = (content: string): string => {
  const withoutTag = withoutEnd(content, Math.min(content.lastIndexOf('<'), content.length - 304), halfTag)
  const withoutWord = withoutEnd(withoutTag, withoutTag.length - 80, halfWord)
  return withoutWord.slice(0, marksAtEnd(withoutWord))
}

/** Half a tag at the end begins at the last bracket; a comment, which may hold others, up to 304 characters before the end. */
const halfTag =
  /<(?:[!/]?[a-z\d-]{0,10}|(?:a|img|p|h[1-6]|div|span|details|font|table|t[dh]|ul|ol|source)\s[^<>\n]{0,300}|!--[^>]{0,300}|https?:[^\s<>]*|[@#:][\w&!]*)$/i

/** Less than 80 characters. */
const halfWord = /&#?\w{0,31};?$|\bhttps?:\/{0,2}$|\[\^[^\]\s]{0,60}$/i

/** `text` without what `pattern` finds in it behind `from`: a pattern for its end would be tried at each character. */
const withoutEnd = (text: string, from: number, pattern: RegExp): string => {
  const begin = Math.max(0, from)
  return text.slice(0, begin) + text.slice(begin).replace(pattern, '')
}

/** Where the marks at the end of `text` begin, or half a shrug. */
const marksAtEnd = (text: string): number => {
  let begin = text.length
  while (begin > 0 && /[*_~`|\\$!<&[\s]/.test(text.charAt(begin - 1))) begin--
  const shrug = /¯[\\_(ツ)/]{0,8}$/.exec(text.slice(-9))?.[0] ?? ''
  return Math.min(begin, text.length - shrug.length)
}

/** More than that is no formatting. */
const deepest = 8

/** Emphasis, strikethrough and spoilers that are still open when the text so far ends are closed there. */
export const closeIncomplete = (state: StateInline): void => {
  if (!isIncomplete(state.env)) return
  const open = unmatched(state).slice(-deepest)
  for (const index of open.toReversed()) {
    const opener = state.delimiters[index]
    if (opener === undefined) continue
    opener.end = state.delimiters.length
    state.push('text', '', 0).content = ''
    const token = state.tokens.length - 1
    state.delimiters.push({
      marker: opener.marker,
      length: opener.length ?? 0,
      token,
      end: -1,
      open: false,
      close: true,
    })
  }
}

/** A code span that is still open when the text so far ends goes on to there. */
export const incompleteCode = (state: StateInline, silent: boolean): boolean => {
  if (!isIncomplete(state.env) || state.src.charCodeAt(state.pos) !== 0x60) return false
  const run = /^`+/.exec(state.src.slice(state.pos))?.[0] ?? ''
  const rest = state.src.slice(state.pos + run.length, state.posMax)
  const closing = new RegExp(`(?<!\`)${run}(?!\`)`)
  if (rest.trim() === '' || closing.test(rest)) return false
  if (!silent) {
    const token = state.push('code_inline', 'code', 0)
    token.markup = run
    token.content = rest.replaceAll('\n', ' ')
  }
  state.pos = state.posMax
  return true
}

/**
 * Openers that no closer was found for and that no found pair surrounds. Inside a word a mark rarely opens anything, but
 * Chinese, Japanese and other scripts have no space in front of one.
 */
const unmatched = ({ delimiters, tokens, src }: StateInline): readonly number[] => {
  const open: number[] = []
  let covered = -1
  delimiters.forEach((delimiter, index) => {
    covered = Math.max(covered, delimiter.end)
    if (index <= covered || !delimiter.open || delimiter.end >= 0) return
    const before = src[(tokens[delimiter.token]?.map?.[0] ?? 0) - 1] ?? ''
    if (!delimiter.close || !/[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]/u.test(before))
      open.push(index)
  })
  return open
}
