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
    /** Milliseconds. */
    readonly retryAfter: number
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
  const window =
    limit !== undefined && remaining !== undefined && resetAfter !== undefined
      ? { limit, remaining, resetAfter: resetAfter * 1_000 }
      : undefined
  return {
    sentAt,
    receivedAt,
    ...(bucket ? { bucket } : {}),
    ...(window && canBe(window) ? { window } : {}),
    ...(status === 429 ? { refusal: refusal(retryAfter, headers) } : {}),
  }
}

/** Discord's longest windows last ten minutes, in ms. */
const longestWindow = 10 * 60_000

/** Whether a window can be meant: one that allows nothing, or is over in years, would hold a reply back for ever. */
const canBe = ({ limit, resetAfter }: NonNullable<RateLimitHeaders['window']>): boolean =>
  limit >= 1 && resetAfter <= longestWindow

/** A block of the whole address sends no Retry-After, and counts every request (discord-api-docs #5810). */
const blockedFor = 30_000

/** A refusal of no time would be asked about again at once, again and again. */
const shortestRefusal = 250

/** After so long, in ms, it is asked again, whatever a refusal says. */
const longestRefusal = 10 * 60_000

const refusal = (retryAfter: number | undefined, headers: Pick<Headers, 'get'>) => ({
  retryAfter:
    retryAfter === undefined
      ? blockedFor
      : Math.min(Math.max(shortestRefusal, retryAfter * 1_000), longestRefusal),
  global: headers.get('X-RateLimit-Global') !== null || headers.get('X-RateLimit-Scope') === 'global',
})

/** Takes away the headers by which discord.js would hold paced requests back: the scheduler alone does that. */
export const hideLimits = (headers: Pick<Headers, 'delete'>): void => {
  for (const name of ['Limit', 'Remaining', 'Reset', 'Reset-After', 'Global'])
    headers.delete(`X-RateLimit-${name}`)
}
