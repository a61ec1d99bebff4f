import type { StateInline } from './state.ts'

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
