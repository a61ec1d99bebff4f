import type { ApiError, RawResponse } from './answer.ts'
import type { Trace } from './trace.ts'

/** Rate-limit headers and the like. */
export type Headers = Readonly<Record<string, string>>

/** The result of a request. */
export type Outcome =
  | { readonly type: 'json'; readonly body: unknown }
  | { readonly type: 'refused'; readonly error: ApiError; readonly headers?: Headers }
  | {
      readonly type: 'trace'
      readonly trace: Trace
      readonly headers: Headers
      /** Whether it is sent event by event, or as one message when its last event is due. */
      readonly stream: boolean
      /** Called when the first of it is sent. */
      readonly begin: () => void
    }
  | RawResponse
  | { readonly type: 'no-answer' }
  | { readonly type: 'hang-up' }

/** The outcome of a refused request. */
export const refused = (error: ApiError, headers: Headers = {}): Outcome => ({
  type: 'refused',
  error,
  headers,
})
