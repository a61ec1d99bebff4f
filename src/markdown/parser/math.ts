import { isGrowing, isIncomplete, type StateBlock, type StateInline } from './state.ts'

const closers = new Map([
  ['$$', '$$'],
  ['\\[', '\\]'],
])

/** Display math in lines of its own: from `$$` or `\[` at a line's start to its closing. */
export const mathBlock = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean => {
  const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  const first = state.src.charCodeAt(begin)
  if (first !== 0x24 && first !== 0x5c) return false
  const close = closers.get(state.src.slice(begin, begin + 2))
  if (close === undefined || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const last = lastLine(state, startLine, endLine, begin + 2, close)
  if (last === undefined || isRating(state.src.slice(begin, state.eMarks[startLine]))) return false
  if (silent) return true
  const token = state.push('math_block', '', 0)
  token.block = true
  token.map = [startLine, last + 1]
  const lines = state
    .getLines(startLine, last + 1, state.sCount[startLine] ?? 0, false)
    .trim()
    .slice(2)
  token.info = lines.endsWith(close) ? '' : 'incomplete'
  token.content = lines.endsWith(close) ? lines.slice(0, -2) : lines
  state.line = last + 1
  return true
}

/** `$$ moderate` tells how expensive something is. */
const isRating = (line: string): boolean => /^\${2,}\s*[^\\^_={}$]*\p{L}{3}[^\\^_={}$]*$/u.test(line)

const lastLine = (
  state: StateBlock,
  start: number,
  end: number,
  from: number,
  close: string,
): number | undefined => {
  for (let line = start; line < end; line++) {
    const begin = line === start ? from : (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
    const content = state.src.slice(begin, state.eMarks[line])
    if (line > start && ((state.sCount[line] ?? 0) < state.blkIndent || content === '')) return undefined
    const at = content.indexOf(close)
    if (at >= 0) return content.slice(at + 2).trim() === '' ? line : undefined
  }
  return isGrowing(state.env) && end === state.lineMax ? end - 1 : undefined
}

/** `$…$`, `$$…$$`, `\(…\)` and `\[…\]` inside a line; a dollar sign before a price is none. */
export const mathInline = (state: StateInline, silent: boolean): boolean => {
  const first = state.src.charCodeAt(state.pos)
  if (first !== 0x24 && first !== 0x5c) return false
  const rest = state.src.slice(state.pos, Math.min(state.posMax, state.pos + longest))
  const whole = bracketed(state, rest) ?? complete.exec(rest)
  const atEnd = isIncomplete(state.env) && state.pos + rest.length === state.posMax
  const found = whole ?? (atEnd ? incomplete.exec(rest) : null)
  const content = found?.slice(1).find((group) => group !== undefined)
  if (found === null || content === undefined || content.trim() === '') return false
  if (first === 0x24 && isPrice(state, content, whole !== null)) return false
  if (!silent) {
    const token = state.push('math_inline', '', 0)
    token.content = content
    token.markup = found[0]
    token.info = whole === null ? 'incomplete' : ''
  }
  state.pos += found[0].length
  return true
}

/**
 * Whether dollar signs are currency: behind a number, around words or a bare amount. Half a formula shows by its signs
 * that it is one.
 */
const isPrice = ({ src, pos }: StateInline, content: string, isWhole: boolean): boolean => {
  if (/[\p{L}\p{N}$]/u.test(src[pos - 1] ?? '') && !cjk.test(src[pos - 1] ?? '')) return true
  if (/\*\*|~~|\|\||__/.test(content) && !content.includes('\\')) return true
  const words = content.replace(/\\[a-zA-Z]+(?:\{[^{}]*\})?|[_^]\{[^{}]*\}/g, ' ').match(/\p{L}{2,}/gu) ?? []
  const spoken = /\s/.test(content) ? words.filter((word) => !functions.test(word)) : []
  if (spoken.some((word) => word.length > 2) && !/[\\^]/.test(content)) return true
  if (spoken.length > 0 && !/[\\^_=+<>*]/.test(content)) return true
  // 从$5到$10，或5$到10$: between two prices stand words of a script without spaces.
  if (/^\d/.test(content) && cjk.test(content) && !/[\\^_=]/.test(content)) return true
  if (!isWhole) return !/[\\^_={}]/.test(content)
  if (/^\s*[\d.,\s]*\d\s*(?:[kmb]n?|%|[-–/]|\s)*[\d.,]*\s*$/i.test(content)) return true
  return !/[\p{L}\p{N}\\]/u.test(content)
}

const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const functions = /^(?:arc)?(?:sin|cos|tan|cot|sec|csc|log|exp|max|min|mod|lim|gcd|det|dim|ker|deg|inf|sup)$/

/** More is no formula in a line. */
const longest = 1000

/** `\\(…\\)`, and `\\[…\\]` where what is in it can't be plain text, as what a regular expression would find. */
const bracketed = (state: StateInline, text: string): readonly [string, string] | null => {
  const close = text.startsWith('\\(') ? '\\)' : text.startsWith('\\[') ? '\\]' : undefined
  const end = close === undefined ? -1 : closing(state, close) - state.pos
  const content = text.slice(2, end)
  if (end < 3 || end + 2 > text.length || (close === '\\]' && !/[\\^_=+<>]/.test(content))) return null
  return [text.slice(0, end + 2), content]
}

const closings = new WeakMap<StateInline, Map<string, number>>()

/** Where `close` stands next, at least one character inside; each closing is searched for once. */
const closing = (state: StateInline, close: string): number => {
  const known = closings.get(state) ?? new Map<string, number>()
  closings.set(state, known)
  const from = state.pos + 3
  const before = known.get(close)
  if (before !== undefined && (before < 0 || before >= from)) return before
  const found = state.src.indexOf(close, from)
  known.set(close, found)
  return found
}

const complete =
  /^(?:\$\$([^$]+)\$\$|\$(?!\s)((?:\\[\s\S]|[^$\\`])+?)(?<!\s)\$(?![\d$]|(?!(?:st|nd|rd|th|s)\b)[^\P{L}\p{Ideographic}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]))/u
const incomplete =
  /^(?:\$\$([^$]{1,1000})|\$(?![\s\d])((?:\\[\s\S]|[^$\\`]){1,300})|\\\(([\s\S]{1,1000})|\\\[([\s\S]{1,1000}))$/u
