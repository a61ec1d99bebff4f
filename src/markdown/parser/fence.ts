import { isGrowing, type StateBlock } from './state.ts'

/** A line that opens a code block, perhaps behind words. */
type Opening = { readonly before: string; readonly marker: string; readonly info: string }

/**
 * Code blocks as Discord reads them: a fence may be indented, stand behind words, and have words behind its end. Longer
 * fences and tildes close as in CommonMark.
 */
export const fence =
  (place: 'line-start' | 'mid-line') =>
  (state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean => {
    const opening = openingOf(lineText(state, startLine))
    if (opening === undefined || (opening.before === '') !== (place === 'line-start')) return false
    const end = closing(state, startLine, endLine, opening)
    if (opening.before !== '' && end === undefined && !(isGrowing(state.env) && endLine === state.lineMax))
      return false
    if (silent) return true
    if (opening.before !== '') paragraph(state, startLine, opening.before, '')
    const token = state.push('fence', 'code', 0)
    const shown = end?.code === undefined ? (end?.line ?? endLine) : end.line + 1
    token.info = opening.info
    token.markup = opening.marker
    token.map = [startLine, end === undefined ? endLine : end.line + 1]
    token.content = content(state, startLine + 1, shown, end)
    if (end !== undefined && end.after !== '') paragraph(state, end.line, end.after, behindFence)
    state.line = end === undefined ? endLine : end.line + 1
    return true
  }

const openingOf = (line: string): Opening | undefined => {
  if (!line.includes('```') && !line.startsWith('~~~')) return undefined
  const [, before = '', marker, info = ''] =
    /^((?:[^`\\]|\\[\s\S]|`{1,2}[^`]+`{1,2}|```[^`]+```)*?)(`{3,})([^`]*)$/.exec(line) ??
    /^()(~{3,})(.*)$/.exec(line) ??
    []
  if (marker === undefined) return undefined
  // Words behind a fence in mid-line are no language: what is opened there is code in the line.
  if (before.trim() !== '' && (marker.length > 3 || /\S\s+\S/.test(info.trim()))) return undefined
  return { before: before.trim(), marker, info: info.trim() }
}

/** The line with the closing fence; the `code` before it and the words `after` it on that line. */
type Closing = { readonly line: number; readonly code: string | undefined; readonly after: string }

const closing = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  { before, marker }: Opening,
): Closing | undefined => {
  const whole = new RegExp(`^\\${marker[0]}{${marker.length},}\\s*$`)
  // Code in an item ends with the item, unless its fence stands behind words: Discord knows no items.
  const indent = before === '' ? Math.min(state.blkIndent, state.sCount[startLine] ?? 0) : 0
  for (let line = startLine + 1; line < endLine; line++) {
    const text = lineText(state, line)
    if (text !== '' && (state.sCount[line] ?? 0) < indent) return undefined
    if (whole.test(text)) return { line, code: undefined, after: '' }
    const end = marker === '```' ? endInLine(text) : undefined
    if (end !== undefined) return { line, ...end }
  }
  return undefined
}

/** Three backticks with words behind them, or behind the last line of the code. */
const endInLine = (text: string): Omit<Closing, 'line'> | undefined => {
  const at = text.indexOf('```')
  if (at < 0 || text.indexOf('```', at + 3) >= 0 || text[at + 3] === '`') return undefined
  const [before, after] = [text.slice(0, at), text.slice(at + 3)]
  if (before.trim() === '') return isSentence(after) ? { code: undefined, after: after.trim() } : undefined
  if (/["'`(=]\s*$/.test(before) || !/^(?:$|[\s.,;:!?)])/.test(after)) return undefined
  return { code: before, after: after.trim() }
}

/** Behind a fence a single word, or one with options, is a language; a sign, or code, begins no language. */
const isSentence = (after: string): boolean =>
  /^[\s—–-]+\S|^[.,;:!?)\]…。、，；：！？）」』*("“‘'「『（【]/.test(after) ||
  after.startsWith('||') ||
  after.includes('`') ||
  (/^\p{L}/u.test(after) && /^\P{ASCII}/u.test(after)) ||
  /^[^\s={]+ [^={]+ [^={]+$/.test(after)

const content = (state: StateBlock, from: number, to: number, end: Closing | undefined): string => {
  // A fence that stands deeper than its block takes that from its lines; one in mid-line takes nothing.
  const indent = state.blkIndent + Math.max(0, (state.sCount[from - 1] ?? 0) - state.blkIndent)
  const lines = state.getLines(from, Math.max(from, to), indent, true)
  if (end?.code === undefined) return lines
  return `${lines.slice(0, lines.lastIndexOf('```')).trimEnd()}\n`
}

/** What is said of words behind a closing fence: parsing can't start at their line. */
export const behindFence = 'behind-fence'

const paragraph = (state: StateBlock, line: number, words: string, info: string): void => {
  const open = state.push('paragraph_open', 'p', 1)
  open.map = [line, line + 1]
  open.info = info
  const inline = state.push('inline', '', 0)
  inline.content = words
  inline.map = [line, line + 1]
  inline.children = []
  state.push('paragraph_close', 'p', -1)
}

const lineText = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
