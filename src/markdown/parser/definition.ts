import type { StateBlock } from './state.ts'

type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean

/** `[label]: address`, known to links as in CommonMark, and a token of its own: a definition that no link uses is shown. */
export const definition =
  (commonmark: BlockRule): BlockRule =>
  (state, startLine, endLine, silent) => {
    if (!commonmark(state, startLine, endLine, silent) || silent) return silent
    const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
    const source = state.src.slice(begin, state.eMarks[Math.max(startLine, state.line - 1)])
    const [, label, rest] = /^\[([^\]]+)\]:\s*([\s\S]*)$/.exec(source) ?? []
    if (label === undefined || rest === undefined) return true
    const token = state.push('definition', '', 0)
    token.map = [startLine, state.line]
    token.info = label
    token.content = rest
    return true
  }
