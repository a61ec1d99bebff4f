import type { Mark } from './line.ts'
import type { Token } from './parser/parser.ts'

/**
 * Whether stars touch or stand in the emphasis that opens at `index`, inside `marks`: Discord would take them for its end,
 * even if they are escaped.
 */
export const emphasisClashes = (
  marks: readonly Mark[],
  { tokens, index }: { readonly tokens: readonly Token[]; readonly index: number },
): boolean => {
  let after = index + 1
  while (tokens[after]?.type === 'text' && tokens[after]?.content === '') after++
  if (tokens[after]?.type === 'strong_open' || marks.some((mark) => mark.name === 'strong')) return true
  for (let depth = 1; depth > 0 && after < tokens.length; after++) {
    const token = tokens[after]
    if (token?.type === 'em_open') depth++
    if (token?.type === 'em_close') depth--
    if (depth > 0 && token?.type !== 'code_inline' && token?.content.includes('*')) return true
  }
  return false
}
