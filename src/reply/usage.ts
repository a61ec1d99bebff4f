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
