import type { StateInline } from './state.ts'

/** The shrug as people and models write it: with one to three backslashes at its arm, the second hand escaped or not. */
const pattern = /^¯\\{1,3}_\(ツ\)\\?_\/¯/

/** ¯\_(ツ)_/¯ keeps its arm. Discord has a rule of its own for it, so none of its characters escapes another one. */
export const shrug = (state: StateInline, silent: boolean): boolean => {
  if (state.src[state.pos] !== '¯') return false
  const found = pattern.exec(state.src.slice(state.pos, Math.min(state.posMax, state.pos + 20)))?.[0]
  if (found === undefined) return false
  if (!silent) state.push('text_special', '', 0).content = '¯\\_(ツ)_/¯'
  state.pos += found.length
  return true
}
