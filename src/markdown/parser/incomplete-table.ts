import { isGrowing, type StateBlock } from './state.ts'

/** A line in bars at the end of a growing source is the head of a table whose next line hasn't come yet. */
export const incompleteTable = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean => {
  if (!isGrowing(state.env) || endLine !== state.lineMax || startLine + 2 < endLine) return false
  const head = lineText(state, startLine)
  if (!/^\|(?!\|).*[^\s|]/.test(head) || (state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  const delimiter = startLine + 1 < endLine ? lineText(state, startLine + 1) : ''
  if (!/^[|:\-\s]*$/.test(delimiter)) return false
  if (silent) return true
  const cells = head
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|\s*$/, '')
    .split(/(?<!\\)\|/)
  const map: [number, number] = [startLine, endLine]
  state.push('table_open', 'table', 1).map = map
  state.push('tr_open', 'tr', 1).map = [startLine, startLine + 1]
  for (const cell of cells) {
    state.push('th_open', 'th', 1)
    const inline = state.push('inline', '', 0)
    inline.content = cell.trim()
    inline.children = []
    state.push('th_close', 'th', -1)
  }
  state.push('tr_close', 'tr', -1)
  state.push('table_close', 'table', -1)
  state.line = endLine
  return true
}

const lineText = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line])
