import { z } from 'zod'
import table from './prices.json' with { type: 'json' }

const dollars = z.number().nonnegative()

/** US dollars per million tokens. Five columns, none derived: a cache read is not a fixed part of the input price. */
const rates = {
  input: dollars,
  output: dollars,
  cacheWrite5m: dollars,
  cacheWrite1h: dollars,
  cacheRead: dollars,
}

const price = z.strictObject({
  ...rates,
  /** What all tokens of a request cost whose prompt, cached or not, has more than `above` tokens. */
  longPrompt: z.strictObject({ above: z.int().positive(), ...rates }).optional(),
})

/** The shape of a price table, ours or the operator's. */
export const priceTable = z.strictObject({
  asOf: z.iso.date(),
  webSearchPer1000: dollars,
  models: z.record(z.string(), price),
})

/** What Claude costs on the day `asOf`. */
export type Prices = z.infer<typeof priceTable>

/** Anthropic's list prices, as https://platform.claude.com/docs/en/about-claude/pricing had them on their date. */
export const listPrices: Prices = priceTable.parse(table)
