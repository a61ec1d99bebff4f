import type { StateInline } from './state.ts'

/** A reference to a character of HTML's own, by itself before punctuation: `as &lt;.`, `(&amp;)`, `"&gt;"`. */
const spokenOf = /(?<=^|[\s("'“‘«「])&(?:lt|gt|amp|quot|apos|nbsp);(?=[.,;:!?)"'”’»」])/y

/** A character reference that a sentence speaks of stays as written, where CommonMark would show its character. */
export const spokenEntity = (state: StateInline, silent: boolean): boolean => {
  if (state.src.charCodeAt(state.pos) !== 0x26) return false
  spokenOf.lastIndex = state.pos
  const found = spokenOf.exec(state.src)?.[0]
  if (found === undefined) return false
  if (!silent) state.pending += found
  state.pos += found.length
  return true
}
