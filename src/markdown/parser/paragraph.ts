import type { BlockRule } from './quote.ts'

/** So many lines of a paragraph are looked through. */
const longest = 200

/** CommonMark's paragraph, but a fence ends it however far it is indented: Discord knows no indented fences. */
export const paragraph =
  (commonmark: BlockRule): BlockRule =>
  (state, startLine, endLine, silent) => {
    const indented: [line: number, count: number][] = []
    for (let line = startLine + 1; line < Math.min(endLine, startLine + longest); line++) {
      const count = state.sCount[line] ?? 0
      if (state.isEmpty(line) || count < state.blkIndent) break
      if (count - state.blkIndent < 4 || !isFence(state.src, state.bMarks[line], state.tShift[line])) continue
      indented.push([line, count])
      state.sCount[line] = state.blkIndent
    }
    const isParagraph = commonmark(state, startLine, endLine, silent)
    for (const [line, count] of indented) state.sCount[line] = count
    return isParagraph
  }

const isFence = (source: string, mark = 0, shift = 0): boolean => source.startsWith('```', mark + shift)
