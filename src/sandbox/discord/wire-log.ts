import type { Json } from './json.ts'
import type { Scope } from './limiter.ts'
import type { RouteName } from './limits.ts'

/** One request and its answer. Moments are milliseconds on the clock that is never set back. */
export type Exchange = {
  readonly number: number
  readonly method: string
  /** The route's template, such as `PATCH /channels/:channel_id/messages/:message_id`. */
  readonly route: RouteName | undefined
  /** Without the part before the API, and without the version. */
  readonly path: string
  /** The name of the client that sent it, where it used `urlFor`. */
  readonly client: string | undefined
  readonly query: string
  /** 0 where no answer was or will be given. */
  readonly status: number
  readonly bucket: string | undefined
  readonly major: string | undefined
  readonly limit: number | undefined
  readonly remaining: number | undefined
  readonly resetAfterMs: number | undefined
  readonly scope: Scope | undefined
  readonly retryAfterMs: number | undefined
  /** When it arrived on this machine. */
  readonly sentAt: number
  /** When it took effect: this is what a reader sees. */
  readonly effectAt: number
  /** Wall time of the effect. */
  readonly at: number
  readonly requestBody: Json | undefined
  readonly requestFiles: readonly string[]
  readonly requestType: string | undefined
  readonly responseBody: Json | undefined
}

/** The last exchanges, and who wants to hear of the next. */
export type WireLog = {
  readonly requests: () => readonly Exchange[]
  readonly onRequest: (listener: (exchange: Exchange) => void) => () => void
  readonly add: (exchange: Omit<Exchange, 'number'>) => void
  readonly clear: () => void
}

/** Keeps so many exchanges, forgetting the oldest. */
export const createWireLog = (capacity: number): WireLog => {
  let kept: Exchange[] = []
  let number = 0
  const listeners = new Set<(exchange: Exchange) => void>()
  return {
    requests: () => kept.slice(-capacity),
    onRequest: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    add: (exchange) => {
      number += 1
      const numbered = { ...exchange, number }
      kept.push(numbered)
      // Cut in one go at twice the size: cutting at each request would copy the whole log each time.
      if (kept.length >= capacity * 2) kept = kept.slice(-capacity)
      for (const listener of [...listeners]) listener(numbered)
    },
    clear: () => {
      kept = []
    },
  }
}
