import type { Markdown, StateBlock } from './state.ts'

/** Takes the block that begins at `startLine`, if it can. */
export type BlockRule = (state: StateBlock, startLine: number, endLine: number, silent: boolean) => boolean

/**
 * A quote as Discord draws it: `>>> ` at the outermost level goes on to the end, and a `>` right before a sign or a number
 * is a comparison or a face.
 */
export const quote =
  (commonmark: BlockRule): BlockRule =>
  (state, startLine, endLine, silent) => {
    const begin = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0)
    if (state.src.charCodeAt(begin) !== 0x3e) return false
    if (/^>[^\s>\p{L}*[`"“'‘(&<!#\\$\-|~:_¯]/u.test(state.src.slice(begin, begin + 3))) return false
    if (/^>(?:[:;=][\S]|_<|-<)/.test(state.src.slice(begin, begin + 4))) return false
    if (!state.src.startsWith('>>> ', begin) || state.level > 0)
      return commonmark(state, startLine, endLine, silent)
    return silent || quoteRest(state, startLine, endLine)
  }

const quoteRest = (state: StateBlock, startLine: number, endLine: number): boolean => {
  const kept = {
    mark: state.bMarks[startLine] ?? 0,
    shift: state.tShift[startLine] ?? 0,
    count: state.sCount[startLine] ?? 0,
  }
  state.push('blockquote_open', 'blockquote', 1).map = [startLine, endLine]
  state.bMarks[startLine] = kept.mark + kept.shift + 4
  state.tShift[startLine] = 0
  state.sCount[startLine] = 0
  state.md.block.tokenize(state, startLine, endLine)
  state.bMarks[startLine] = kept.mark
  state.tShift[startLine] = kept.shift
  state.sCount[startLine] = kept.count
  state.push('blockquote_close', 'blockquote', -1)
  state.line = endLine
  return true
}

/** markdown-it's own rule for blocks of that `name`. */
export const blockRule = (md: Markdown, name: string): BlockRule => {
  const rule = md.block.ruler.getRules('').find((one) => one.name === name)
  if (rule === undefined) throw new Error(`markdown-it has no block rule "${name}": look for its new name`)
  return rule
}
