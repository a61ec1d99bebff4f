import type { Token } from './parser/parser.ts'

/** Where the text that was parsed stands in the whole source. */
export type SourceMap = {
  /** The source offset of a line's first character. */
  readonly lineStart: (line: number) => number
  readonly lineText: (line: number) => string
  /** Turns an offset in a token's inline text into a source offset. */
  readonly inside: (token: Token) => (offset: number) => number
}

/** Maps lines and inline offsets of `text` to source offsets, its first character standing at `origin`. */
export const sourceMap = (text: string, origin: number): SourceMap => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const start = (line: number) => starts[line] ?? text.length
  const end = (line: number) => (line + 1 < starts.length ? start(line + 1) - 1 : text.length)
  const lineText = (line: number) => text.slice(start(line), end(line))
  const spotsOf = (token: Token): readonly Spot[] => {
    const first = token.map?.[0] ?? 0
    return inlineLines(token.content).map(({ from, content }, index) => {
      const source = lineText(first + index)
      // Of a source line the parser leaves a suffix, after the marks of quotes and items and the indentation.
      const column = source.lastIndexOf(content)
      return {
        from,
        at: origin + start(first + index) + (column >= 0 ? column : source.length - content.length),
      }
    })
  }
  const known = new Map<Token, readonly Spot[]>()
  const inside = (token: Token) => {
    const spots = known.get(token) ?? spotsOf(token)
    known.set(token, spots)
    return (offset: number) => {
      const spot = spots[lastUpTo(spots, offset)]
      return spot === undefined ? origin : spot.at + offset - spot.from
    }
  }
  return { lineStart: (line) => origin + start(line), lineText, inside }
}

/** Where a line of an inline text begins, in that text and in the source. */
type Spot = { readonly from: number; readonly at: number }

/** The index of the last of `spots` that begins at `offset` or before; -1 if none does. */
const lastUpTo = (spots: readonly Spot[], offset: number): number => {
  let [low, high] = [0, spots.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((spots[middle]?.from ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low - 1
}

const inlineLines = (content: string): readonly { readonly from: number; readonly content: string }[] => {
  let from = 0
  return content.split('\n').map((line) => {
    const begin = from
    from += line.length + 1
    return { from: begin, content: line }
  })
}
