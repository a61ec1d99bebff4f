import type { StateBlock, StateInline } from './state.ts'

/**
 * Two bars, which begin or end a spoiler on Discord whatever stands beside them. Which of both they do is only known once
 * the whole document is parsed, since a spoiler goes on over blank lines.
 */
export const bars = (state: StateInline, silent: boolean): boolean => {
  if (silent || !state.src.startsWith('||', state.pos)) return false
  state.push('bars', '', 0).content = '||'
  state.pos += 2
  return true
}

/** Two bars at a line's start, without another bar, are no row of a table and no part of a quote: a spoiler ends there. */
export const barsEndTable = (state: StateBlock, line: number, _: number, silent: boolean): boolean => {
  const begin = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0)
  return silent && /^\|\|[^|]*$/.test(state.src.slice(begin, state.eMarks[line]))
}
