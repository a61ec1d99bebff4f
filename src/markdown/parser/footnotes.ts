import type { StateBlock, StateInline } from './state.ts'

/** `[^label]`, whether or not the note is known yet: it mostly comes at the end. */
export const footnoteReference = (state: StateInline, silent: boolean): boolean => {
  if (!state.src.startsWith('[^', state.pos)) return false
  const found = /^\[\^([^\s\]]{1,60})\](?!\()/.exec(state.src.slice(state.pos, state.posMax))
  if (found === null) return false
  if (!silent) {
    const token = state.push('footnote_reference', '', 0)
    token.content = found[1] ?? ''
    token.markup = found[0]
  }
  state.pos += found[0].length
  return true
}

/** A footnote is defined in a quote or an item of a list, but not deeper. */
const maxLevel = 3

/** `[^label]: text`, going on over lines that are indented or follow without a blank line. */
export const footnoteDefinition = (
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean => {
  const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
  if (!state.src.startsWith('[^', begin)) return false
  const line = state.src.slice(begin, state.eMarks[startLine])
  const found = /^\[\^([^\s\]]{1,60})\]:/.exec(line)
  if (found === null || state.level > maxLevel) return false
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false
  if (silent) return true
  const open = state.push('footnote_open', '', 1)
  open.info = found[1] ?? ''
  const kept = {
    mark: state.bMarks[startLine],
    shift: state.tShift[startLine],
    count: state.sCount[startLine],
  }
  const rest = line.slice(found[0].length)
  const spaces = rest.length - rest.trimStart().length
  state.bMarks[startLine] = begin + found[0].length
  state.tShift[startLine] = spaces
  // The first line counts as indented like the ones that go on with the note.
  state.blkIndent += 4
  state.sCount[startLine] = state.blkIndent
  state.md.block.tokenize(state, startLine, endLine)
  state.blkIndent -= 4
  state.bMarks[startLine] = kept.mark ?? 0
  state.tShift[startLine] = kept.shift ?? 0
  state.sCount[startLine] = kept.count ?? 0
  open.map = [startLine, state.line]
  state.push('footnote_close', '', -1)
  return true
}
