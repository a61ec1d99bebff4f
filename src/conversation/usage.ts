/** Tokens used by one or more requests, named after Anthropic's `usage` object. */
export type Usage = {
  /** Input tokens neither written to nor read from the prompt cache. */
  readonly input: number
  readonly cacheWrite5m: number
  readonly cacheWrite1h: number
  readonly cacheRead: number
  /** Output tokens, including thinking. Cumulative within a request: the last value counts. */
  readonly output: number
  readonly thinking: number
  /** Searches of the web search tool, each billed. */
  readonly webSearches: number
  /**
   * Of a sum over several requests: what all but the last one have used, included in the figures above. Each request is
   * priced by itself, because long prompts cost more per token.
   */
  readonly earlier?: Usage
}

/** The cost of a usage in US dollars; null if the model's price is not known. */
export type Dollars = (usage: Usage, model: string) => number | null

/** How long a reply took, in ms since Claude was asked. */
export type Timing = { readonly firstText?: number; readonly total: number }

/** Usage, cost and time of all requests of one reply together. */
export type Total = {
  readonly usage: Usage
  /** Null if the price of one of them is not known. */
  readonly dollars: number | null
  /** Whether the output tokens of one of them, and with them the cost, are estimated. */
  readonly isEstimate?: boolean
  /** Absent if the reply was interrupted. The time between two requests does not count. */
  readonly timing?: Timing
}

export const noUsage: Usage = {
  input: 0,
  cacheWrite5m: 0,
  cacheWrite1h: 0,
  cacheRead: 0,
  output: 0,
  thinking: 0,
  webSearches: 0,
}

/** Nothing was asked yet. */
export const nothingSpent: Total = { usage: noUsage, dollars: 0, timing: { total: 0 } }

/** All input tokens, cached or not. */
export const promptTokens = (usage: Usage): number =>
  usage.input + usage.cacheWrite5m + usage.cacheWrite1h + usage.cacheRead

/** The sum of two usages, as of a web search that was continued after a pause. */
export const addUsage = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
  cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
  cacheRead: a.cacheRead + b.cacheRead,
  output: a.output + b.output,
  thinking: a.thinking + b.thinking,
  webSearches: a.webSearches + b.webSearches,
})
