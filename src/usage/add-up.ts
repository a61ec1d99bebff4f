import type { DayOfUsage } from '../conversation/allowance-store.ts'
import { promptTokens } from '../conversation/usage.ts'

/** What was used, added up. */
export type Sum = {
  readonly requests: number
  readonly dollars: number
  readonly unpriced: number
  /** Input tokens, cached or not. */
  readonly input: number
  readonly output: number
  readonly searches: number
}

/** The sum of one model or person. */
export type Part = Sum & { readonly key: string }

/** A bar's part: what one series has on one day. */
export type Cell = {
  readonly day: string
  readonly key: string
  readonly dollars: number
  readonly tokens: number
}

const nothing: Sum = { requests: 0, dollars: 0, unpriced: 0, input: 0, output: 0, searches: 0 }

export const sumOf = (rows: readonly DayOfUsage[]): Sum =>
  rows.reduce(
    (sum, { requests, dollars, unpriced, usage }) => ({
      requests: sum.requests + requests,
      dollars: sum.dollars + dollars,
      unpriced: sum.unpriced + unpriced,
      input: sum.input + promptTokens(usage),
      output: sum.output + usage.output,
      searches: sum.searches + usage.webSearches,
    }),
    nothing,
  )

/** The sums by a key, the dearest first; where nothing has a price, the one with the most tokens. */
export const partsOf = (rows: readonly DayOfUsage[], keyOf: (row: DayOfUsage) => string): readonly Part[] =>
  [...Map.groupBy(rows, keyOf)]
    .map(([key, own]) => ({ key, ...sumOf(own) }))
    .sort((a, b) => b.dollars - a.dollars || b.input + b.output - (a.input + a.output))

/** The bars by day and key. Keys beyond the first `most` become one, which is called `others`. */
export const cellsOf = (
  rows: readonly DayOfUsage[],
  keyOf: (row: DayOfUsage) => string,
  most: number,
  others: (count: number) => string,
): { readonly keys: string[]; readonly cells: Cell[]; readonly others?: string } => {
  const parts = partsOf(rows, keyOf).map(({ key }) => key)
  const rest = parts.length > most ? others(parts.length - (most - 1)) : undefined
  const shown = rest === undefined ? parts : parts.slice(0, most - 1)
  const named = (row: DayOfUsage): string => (shown.includes(keyOf(row)) ? keyOf(row) : (rest ?? ''))
  const cells = [...Map.groupBy(rows, (row) => JSON.stringify([row.day, named(row)]))].flatMap(([, own]) => {
    const [first] = own
    if (first === undefined) return []
    const { dollars, input, output } = sumOf(own)
    return [{ day: first.day, key: named(first), dollars, tokens: input + output }]
  })
  return rest === undefined ? { keys: [...shown], cells } : { keys: [...shown, rest], cells, others: rest }
}
