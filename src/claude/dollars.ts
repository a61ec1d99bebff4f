import { promptTokens, type Usage } from '../conversation/usage.ts'
import type { Prices } from './prices.ts'

/** The price of a model; a dated snapshot costs what its model costs. */
export const priceOf = ({ models }: Prices, model: string): Prices['models'][string] | undefined =>
  [model, model.replace(/-\d{8}$/, '')].flatMap((name) =>
    Object.hasOwn(models, name) ? [models[name]] : [],
  )[0]

/**
 * What one request cost in US dollars, or null for a model whose price is not known (never 0). Over several requests add
 * the dollars, not the usage: the price of a long prompt depends on each.
 */
export const dollars = (prices: Prices, usage: Usage, model: string): number | null => {
  const price = priceOf(prices, model)
  if (price === undefined) return null
  const long = price.longPrompt
  const rates = long !== undefined && promptTokens(usage) > long.above ? long : price
  const perMillion =
    usage.input * rates.input +
    usage.output * rates.output +
    usage.cacheWrite5m * rates.cacheWrite5m +
    usage.cacheWrite1h * rates.cacheWrite1h +
    usage.cacheRead * rates.cacheRead
  return perMillion / 1_000_000 + (usage.webSearches * prices.webSearchPer1000) / 1_000
}
