import type { Mark } from './line.ts'
import type { Token } from './parser/parser.ts'

/**
 * Whether stars touch or stand in the emphasis that opens at an index of `tokens`, inside `marks`: Discord would take them
 * for its end, even if they are escaped. All pairs are looked for once, when the first is asked for.
 */
export const emphasisClashes = (
  tokens: readonly Token[],
): ((marks: readonly Mark[], index: number) => boolean) => {
  let found: Stars | undefined
  return (marks, index) => {
    let after = index + 1
    while (tokens[after]?.type === 'text' && tokens[after]?.content === '') after++
    if (tokens[after]?.type === 'strong_open' || marks.some((mark) => mark.name === 'strong')) return true
    found ??= starsIn(tokens)
    return (found.next[after] ?? tokens.length) < (found.ends[index] ?? tokens.length)
  }
}

/** By index: where the next star stands that is no code, and where the emphasis ends that opens there. */
type Stars = { readonly next: readonly number[]; readonly ends: readonly number[] }

const starsIn = (tokens: readonly Token[]): Stars => {
  const next: number[] = []
  const ends: number[] = []
  const closes: number[] = []
  let star = tokens.length
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index]
    if (token?.type !== 'code_inline' && token?.content.includes('*')) star = index
    if (token?.type === 'em_close') closes.push(index)
    next[index] = star
    ends[index] = token?.type === 'em_open' ? (closes.pop() ?? tokens.length) : tokens.length
  }
  return { next, ends }
}
