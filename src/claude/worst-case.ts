import type { Amount, WorstCase } from '../conversation/allowance.ts'
import { promptTokens, type Usage } from '../conversation/usage.ts'
import { dollars, priceOf } from './dollars.ts'
import { maxSearches } from './params.ts'
import type { Prices } from './prices.ts'

/** About how many tokens the results of one web search have at most. */
const searchTokens = 10_000

/** What is known of a request before it is made. */
export type RequestSize = {
  readonly model: string
  readonly inputTokens: number
  readonly webSearch: boolean
}

/**
 * The most that a request can cost: every token of its input is written to the cache, at the price of long prompts if it can
 * become one, and every search is made. A model without a price costs as much as the dearest one that has one.
 */
export const worstCase = ({ model, inputTokens, webSearch }: RequestSize, prices: Prices): WorstCase => {
  const searches = webSearch ? maxSearches : 0
  const tokens = inputTokens + searches * searchTokens
  const rates = pricesFor(model, prices).map((price) => {
    const { longPrompt } = price
    return longPrompt !== undefined && tokens > longPrompt.above ? longPrompt : price
  })
  const input = Math.max(0, ...rates.map((rate) => Math.max(rate.input, rate.cacheWrite5m)))
  return {
    inputTokens,
    // Dollars for a million tokens are millionths of a dollar for one.
    input: { microDollars: Math.ceil(tokens * input + searches * prices.webSearchPer1000 * 1_000), tokens },
    perOutputToken: { microDollars: Math.max(0, ...rates.map(({ output }) => output)), tokens: 1 },
  }
}

/** What a usage counts to allowances. A model without a price counts as the dearest one that has one. */
export const countedAmount = (usage: Usage, model: string, prices: Prices): Amount => {
  const known = dollars(prices, usage, model)
  const cost =
    known ?? Math.max(0, ...Object.keys(prices.models).map((name) => dollars(prices, usage, name) ?? 0))
  const whole = (value: number): number => (Number.isFinite(value) ? Math.max(0, Math.ceil(value)) : 0)
  return { microDollars: whole(cost * 1_000_000), tokens: whole(promptTokens(usage) + usage.output) }
}

/** Whether a model's tokens cost less than another's. One without a price costs as much as the dearest. */
export const isCheaper = (model: string, than: string, prices: Prices): boolean => {
  const [cost = 0, other = 0] = [model, than].map((name) =>
    Math.max(0, ...pricesFor(name, prices).map(({ input, output }) => input + output)),
  )
  return cost < other
}

const pricesFor = (model: string, prices: Prices) => {
  const price = priceOf(prices, model)
  return price === undefined ? Object.values(prices.models) : [price]
}
