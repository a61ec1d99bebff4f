import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk'
import { Failed, type Failure, type FailureKind } from '../conversation/failure.ts'
import { plainDetail } from './plain-detail.ts'
import { retryAfter } from './retry-after.ts'
import { isSpendLimit } from './spend-limit.ts'

/** What a 400 is really about, by the API's words: it has no code for these. */
const badRequest = (said: string): FailureKind => {
  if (isSpendLimit(said)) return 'spend-limit'
  if (
    /prompt is too long|exceed.{0,40}context (limit|window)|too many total text|request_too_large/i.test(said)
  )
    return 'too-large'
  return 'bad-request'
}

const byStatus = (status: number | undefined, said: string): FailureKind | undefined => {
  if (status === undefined) return undefined
  if (status >= 500 || status === 408 || status === 409) return 'busy'
  if (status === 400 || status === 422) return badRequest(said)
  if (status === 429) return isSpendLimit(said) ? 'spend-limit' : 'rate-limited'
  const kinds: Record<number, FailureKind> = {
    401: 'key-refused',
    402: 'spend-limit',
    403: 'key-refused',
    404: 'unknown-model',
    413: 'too-large',
  }
  return kinds[status] ?? 'bad-request'
}

/** An error in mid-stream has no status, only a type. */
const byType = (type: string | null, said: string): FailureKind => {
  switch (type) {
    case 'rate_limit_error':
      return isSpendLimit(said) ? 'spend-limit' : 'rate-limited'
    case 'authentication_error':
    case 'permission_error':
      return 'key-refused'
    case 'billing_error':
      return 'spend-limit'
    case 'not_found_error':
      return 'unknown-model'
    case 'request_too_large':
      return 'too-large'
    case 'invalid_request_error':
      return badRequest(said)
    default:
      return 'busy'
  }
}

const ofApi = (error: APIError): Failure => {
  const said = `${error.errorCode ?? ''} ${error.type ?? ''} ${error.apiMessage ?? ''}`
  const wait = error.headers === undefined ? undefined : retryAfter(error.headers)
  return {
    kind: byStatus(error.status, said) ?? byType(error.type, said),
    ...(error.apiMessage === null ? {} : { detail: plainDetail(error.apiMessage) }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
    ...(error.requestID ? { requestId: error.requestID } : {}),
  }
}

/** The `Failed` that one of our own middlewares threw, however the SDK has wrapped it. */
const ourOwn = (error: unknown): Failure | undefined => {
  if (error instanceof Failed) return error.failure
  return error instanceof Error ? ourOwn(error.cause) : undefined
}

const isBodyTimeout = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'UND_ERR_BODY_TIMEOUT') || isBodyTimeout(error.cause))

const failureOf = (error: unknown): Failure => {
  const own = ourOwn(error)
  if (own !== undefined) return own
  if (error instanceof APIConnectionError) return { kind: 'unreachable' }
  if (error instanceof APIError) return ofApi(error)
  return { kind: isBodyTimeout(error) ? 'stalled' : 'broken' }
}

/**
 * What to throw for an error of the SDK: the signal's reason when that is why, else `Failed`. A plain `Error` of the SDK
 * (a cut socket, malformed JSON, no events at all) is a broken stream. It is not kept as the cause: it may quote the text.
 */
export const failedOf = (error: unknown, signal: AbortSignal, requestId?: string | null): unknown => {
  if (signal.aborted) return signal.reason
  if (error instanceof APIUserAbortError) return error
  const failure = failureOf(error)
  return new Failed(failure.requestId !== undefined || !requestId ? failure : { ...failure, requestId })
}
