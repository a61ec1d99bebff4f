/** What one or more requests to Claude have used, in tokens; the words are those of Anthropic's `usage` object. */
export type Usage = {
  /** Input tokens neither written to nor read from the prompt cache. */
  readonly input: number
  readonly cacheWrite5m: number
  readonly cacheWrite1h: number
  readonly cacheRead: number
  /** Output tokens, thinking included. Cumulative within a request: the last one counts. */
  readonly output: number
  readonly thinking: number
  /** Web searches made by the server tool, billed per search. */
  readonly webSearches: number
  /**
   * Of a sum over several requests: what all but the last one have used, included in the figures above. Each request is
   * priced by itself, because long prompts cost more per token.
   */
  readonly earlier?: Usage
}

/** What a usage costs in US dollars with a model, or null when its price is not known. */
export type Dollars = (usage: Usage, model: string) => number | null

/** How long a reply took, in ms from the question to Claude on. */
export type Timing = { readonly firstText?: number; readonly total: number }

/** What the requests that made one reply have used, cost and taken together. */
export type Total = {
  readonly usage: Usage
  /** Null when the price of one of them is not known. */
  readonly dollars: number | null
  /** Whether the output of one of them is an estimate, and with it the price. */
  readonly isEstimate?: boolean
  /** Of a reply that was interrupted absent, since nobody took it. The time between two requests does not count. */
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

/** All tokens of the prompt, cached or not. */
export const promptTokens = (usage: Usage): number =>
  usage.input + usage.cacheWrite5m + usage.cacheWrite1h + usage.cacheRead

/** The sum over requests that together made one reply (web search continued after a pause, for example). */
export const addUsage = (a: Usage, b: Usage): Usage => ({
  input: a.input + b.input,
  cacheWrite5m: a.cacheWrite5m + b.cacheWrite5m,
  cacheWrite1h: a.cacheWrite1h + b.cacheWrite1h,
  cacheRead: a.cacheRead + b.cacheRead,
  output: a.output + b.output,
  thinking: a.thinking + b.thinking,
  webSearches: a.webSearches + b.webSearches,
})
