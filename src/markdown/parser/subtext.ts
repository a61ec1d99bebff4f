import type { StateBlock } from './state.ts'

/** Discord's `-# small text`: a line of its own, also right behind a paragraph or an item. */
export const subtext = (state: StateBlock, startLine: number, _: number, silent: boolean): boolean => {
  const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (!state.src.startsWith('-#', begin)) return false
  const words = /^-#[ \t]+(?!#)(\S.*)$/.exec(state.src.slice(begin, state.eMarks[startLine]))?.[1]
  if (words === undefined || (state.sCount[startLine] ?? 0) > state.blkIndent || isInList(state)) return false
  if (silent) return true
  state.push('subtext_open', '', 1).map = [startLine, startLine + 1]
  const inline = state.push('inline', '', 0)
  inline.content = words.trimEnd()
  inline.map = [startLine, startLine + 1]
  inline.children = []
  state.push('subtext_close', '', -1)
  state.line = startLine + 1
  return true
}

/** An item that ends here has a block indent greater than the line's. */
const isInList = (state: StateBlock): boolean => state.parentType === 'list' && state.blkIndent > 0
