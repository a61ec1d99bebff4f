/** What one response says about rate limits, and when. Times are `Clock.elapsed()` milliseconds. */
export type RateLimitHeaders = {
  readonly sentAt: number
  readonly receivedAt: number
  /** The id of the bucket, from `X-RateLimit-Bucket`. */
  readonly bucket?: string
  readonly window?: {
    readonly limit: number
    readonly remaining: number
    /** Milliseconds until the window ends, from when Discord answered. */
    readonly resetAfter: number
  }
  /** Only of a 429. */
  readonly refusal?: {
    /** Milliseconds, if Discord said. */
    readonly retryAfter: number | undefined
    readonly global: boolean
  }
}

/** Reads the headers of a response (https://docs.discord.com/developers/topics/rate-limits). */
export const readRateLimitHeaders = (
  { status, headers }: { readonly status: number; readonly headers: Pick<Headers, 'get'> },
  sentAt: number,
  receivedAt: number,
): RateLimitHeaders => {
  const number = (name: string): number | undefined => {
    const value = headers.get(name)
    return value === null || value === '' || !Number.isFinite(Number(value)) ? undefined : Number(value)
  }
  const [limit, remaining] = [number('X-RateLimit-Limit'), number('X-RateLimit-Remaining')]
  const [resetAfter, retryAfter] = [number('X-RateLimit-Reset-After'), number('Retry-After')]
  const bucket = headers.get('X-RateLimit-Bucket')
  const isWhole = limit !== undefined && remaining !== undefined && resetAfter !== undefined
  return {
    sentAt,
    receivedAt,
    ...(bucket ? { bucket } : {}),
    ...(isWhole ? { window: { limit, remaining, resetAfter: resetAfter * 1_000 } } : {}),
    ...(status === 429 ? { refusal: refusal(retryAfter, headers) } : {}),
  }
}

const refusal = (retryAfter: number | undefined, headers: Pick<Headers, 'get'>) => ({
  retryAfter: retryAfter === undefined ? undefined : retryAfter * 1_000,
  global: headers.get('X-RateLimit-Global') !== null || headers.get('X-RateLimit-Scope') === 'global',
})

/** Takes away what discord.js would hold requests back for: on paced routes that is decided by our gates alone. */
export const hideLimits = (headers: Pick<Headers, 'delete'>): void => {
  for (const name of ['Limit', 'Remaining', 'Reset', 'Reset-After', 'Global'])
    headers.delete(`X-RateLimit-${name}`)
}
