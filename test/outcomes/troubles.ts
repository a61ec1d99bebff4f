import type { FaultEffect } from '../../src/sandbox/discord/faults.ts'

/** One way in which Discord, or what stands before it, answers a request that is in order. */
export type NamedTrouble = {
  readonly name: string
  readonly trouble: FaultEffect
  /** `passes`: says by itself that it may be tried again; `unclear`: Discord does not say what it means. */
  readonly kind: 'passes' | 'unclear'
}

const answer = (
  name: string,
  status: number,
  body: string | { code: number; message: string },
): NamedTrouble => ({
  name,
  trouble: { type: 'answer', status, body },
  kind: 'unclear',
})

const passing = (name: string, trouble: FaultEffect): NamedTrouble => ({ name, trouble, kind: 'passes' })

/** What any request can be answered with. */
export const troubles: readonly NamedTrouble[] = [
  answer('400 with code 0', 400, { code: 0, message: '400: Bad Request' }),
  answer('401', 401, { code: 0, message: '401: Unauthorized' }),
  answer('403 as JSON', 403, { code: 40_333, message: 'internal network error' }),
  answer('403 as HTML', 403, 'Forbidden'),
  answer('404 as JSON', 404, { code: 0, message: '404: Not Found' }),
  answer('404 as HTML', 404, 'Not Found'),
  passing('408', { type: 'answer', status: 408, body: 'Request Timeout' }),
  answer('413', 413, 'Payload Too Large'),
  passing('429 with Retry-After', { type: 'rate-limit', scope: 'shared', retryAfterMs: 600 }),
  passing('429 without Retry-After', { type: 'rate-limit', scope: 'shared' }),
  passing('429 with a Retry-After of 0', { type: 'rate-limit', scope: 'shared', retryAfterMs: 0 }),
  passing('500', { type: 'status', status: 500, moment: 'before' }),
  passing('a cut connection', { type: 'drop', moment: 'before' }),
  passing('silence', { type: 'silence', moment: 'before' }),
]
