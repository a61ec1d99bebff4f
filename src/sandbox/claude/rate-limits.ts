import type { Clock } from '../../clock.ts'

/** Requests and tokens a minute. */
export type Limits = {
  readonly requests: number
  readonly inputTokens: number
  readonly outputTokens: number
}

/** The limits of a new organization. */
export const startTier: Limits = { requests: 1_000, inputTokens: 2_000_000, outputTokens: 400_000 }

/** One request against the limits: `retryAfter` in seconds when it may not pass. */
export type Admission = {
  readonly headers: Readonly<Record<string, string>>
  readonly retryAfter: number | null
}

export type RateLimits = {
  /** Takes one request of so many uncached input tokens. */
  readonly admit: (inputTokens: number) => Admission
  readonly spend: (outputTokens: number) => void
}

/** A bucket that fills evenly, a minute's worth in a minute, as Anthropic's do. */
const bucket = (perMinute: number, clock: Clock) => {
  let level = perMinute
  let at = clock.elapsed()
  const fill = (): void => {
    const now = clock.elapsed()
    level = Math.min(perMinute, level + ((now - at) / 60_000) * perMinute)
    at = now
  }
  return {
    /** Milliseconds until `amount` is there; more than the bucket holds waits for it to be full. */
    waitFor: (amount: number): number => {
      fill()
      return Math.max(0, ((Math.min(amount, perMinute) - level) / perMinute) * 60_000)
    },
    take: (amount: number): void => {
      fill()
      level -= amount
    },
    headers: (name: string, step: number): Record<string, string> => {
      fill()
      const full = clock.now() + ((perMinute - level) / perMinute) * 60_000
      return {
        [`anthropic-ratelimit-${name}-limit`]: String(perMinute),
        [`anthropic-ratelimit-${name}-remaining`]: String(Math.max(0, Math.floor(level / step) * step)),
        [`anthropic-ratelimit-${name}-reset`]: new Date(full).toISOString().replace(/\.\d+Z$/, 'Z'),
      }
    },
  }
}

/** Anthropic's limits a minute, with the headers that tell of them. Cache reads do not count. */
export const rateLimits = (limits: Limits, clock: Clock): RateLimits => {
  const requests = bucket(limits.requests, clock)
  const input = bucket(limits.inputTokens, clock)
  const output = bucket(limits.outputTokens, clock)
  return {
    admit: (inputTokens) => {
      const wait = Math.max(requests.waitFor(1), input.waitFor(inputTokens), output.waitFor(1))
      if (wait === 0) {
        requests.take(1)
        input.take(inputTokens)
      }
      return {
        headers: {
          ...requests.headers('requests', 1),
          ...input.headers('input-tokens', 1_000),
          ...output.headers('output-tokens', 1_000),
        },
        retryAfter: wait === 0 ? null : Math.ceil(wait / 1_000),
      }
    },
    spend: (outputTokens) => output.take(outputTokens),
  }
}
