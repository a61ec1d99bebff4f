import type { StateBlock } from './state.ts'

/** Deeper than this, quotes, lists and footnotes open nothing. A list takes two levels. */
const maxBlockNesting = 60

/** Each line of blocks that are nested too deep is a paragraph, where markdown-it would drop it. */
export const deepParagraph = (
  state: StateBlock,
  startLine: number,
  _endLine: number,
  silent: boolean,
): boolean => {
  if (state.level < maxBlockNesting || silent) return false
  const map: [number, number] = [startLine, startLine + 1]
  state.push('paragraph_open', 'p', 1).map = map
  const inline = state.push('inline', '', 0)
  inline.content = state.getLines(startLine, startLine + 1, state.blkIndent, false).trim()
  inline.map = map
  inline.children = []
  state.push('paragraph_close', 'p', -1)
  state.line = startLine + 1
  return true
}
