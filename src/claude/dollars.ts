import { promptTokens, type Usage } from '../conversation/usage.ts'
import type { Prices } from './prices.ts'

type Price = Prices['models'][string]

/** The price of a model. A dated snapshot costs what its model costs. */
export const priceOf = ({ models }: Prices, model: string): Price | undefined =>
  [model, model.replace(/-\d{8}$/, '')].flatMap((name) =>
    Object.hasOwn(models, name) ? [models[name]] : [],
  )[0]

/**
 * What a usage cost in US dollars, or null for a model whose price is not known (never 0). Of a sum over several requests each one
 * is priced by itself, since the price of a long prompt depends on the request.
 */
export const dollars = (prices: Prices, usage: Usage, model: string): number | null => {
  const price = priceOf(prices, model)
  return price === undefined ? null : ofRequests(usage, price, prices.webSearchPer1000)
}

const ofRequests = (usage: Usage, price: Price, perSearches: number): number => {
  const { earlier } = usage
  if (earlier === undefined) return ofRequest(usage, price, perSearches)
  return ofRequests(earlier, price, perSearches) + ofRequest(without(usage, earlier), price, perSearches)
}

/** The last request of a sum. */
const without = (sum: Usage, earlier: Usage): Usage => ({
  input: sum.input - earlier.input,
  output: sum.output - earlier.output,
  cacheWrite5m: sum.cacheWrite5m - earlier.cacheWrite5m,
  cacheWrite1h: sum.cacheWrite1h - earlier.cacheWrite1h,
  cacheRead: sum.cacheRead - earlier.cacheRead,
  thinking: sum.thinking - earlier.thinking,
  webSearches: sum.webSearches - earlier.webSearches,
})

const ofRequest = (usage: Usage, price: Price, perSearches: number): number => {
  const long = price.longPrompt
  const rates = long !== undefined && promptTokens(usage) > long.above ? long : price
  const perMillion =
    usage.input * rates.input +
    usage.output * rates.output +
    usage.cacheWrite5m * rates.cacheWrite5m +
    usage.cacheWrite1h * rates.cacheWrite1h +
    usage.cacheRead * rates.cacheRead
  return perMillion / 1_000_000 + (usage.webSearches * perSearches) / 1_000
}
