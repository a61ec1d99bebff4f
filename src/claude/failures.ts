import { APIConnectionError, APIError, APIUserAbortError } from '@anthropic-ai/sdk'
import { z } from 'zod'
import { Failed, type Failure, type FailureKind } from '../conversation/failure.ts'
import { plainDetail, withoutTags } from './plain-detail.ts'
import { retryAfter } from './retry-after.ts'
import { isSpendLimit } from './spend-limit.ts'

/** What a 400 is about, by its words: the API has no code for these. */
const badRequest = (said: string): FailureKind => {
  if (isSpendLimit(said)) return 'spend-limit'
  if (
    /prompt is too long|exceed.{0,40}context (limit|window)|too many total text|request_too_large/i.test(said)
  )
    return 'too-large'
  return isAboutModel(said) ? 'unknown-model' : 'bad-request'
}

/** Gateways refuse a model with 400 or 403, each in other words. */
const isAboutModel = (said: string): boolean =>
  /\b(invalid|unknown|unsupported)\b.{0,20}\bmodel\b|\bmodel\b.{0,60}\b(is invalid|not (a )?(valid|found|supported)|does not exist)\b|access to the model\b/i.test(
    said,
  )

/** What came back with an error status. */
type Answer = {
  readonly status: number
  /** The type of an error in Anthropic's own shape; null for anything else. */
  readonly type: string | null
  readonly said: string
  /** Whether a web page came back: a proxy's, a firewall's, a sign-in page. */
  readonly isPage: boolean
}

/** The type that says that a key lacks a permission; a 403 without it comes from a country or a network. */
const aboutTheKey: ReadonlySet<string | null> = new Set(['permission_error', 'authentication_error'])

const byStatus = ({ status, type, said, isPage }: Answer): FailureKind => {
  if (status >= 500 || status === 408 || status === 409) return 'busy'
  if (status === 429) return isSpendLimit(said) ? 'spend-limit' : 'rate-limited'
  if (status === 413) return 'too-large'
  if (isPage) return 'misconfigured'
  switch (status) {
    case 400:
    case 422:
      return badRequest(said)
    case 401:
      return 'key-refused'
    case 402:
      return 'spend-limit'
    case 403:
      if (isAboutModel(said)) return 'unknown-model'
      return aboutTheKey.has(type) && !/\b(country|region|territory)\b/i.test(said)
        ? 'key-refused'
        : 'misconfigured'
    case 404:
      return /\bmodel\b/i.test(said) ? 'unknown-model' : 'misconfigured'
    default:
      return type === null ? 'misconfigured' : 'bad-request'
  }
}

/** An error in mid-stream has no status, only a type. */
const byType = (type: string | null | undefined, said: string): FailureKind => {
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

/** The error that an event in mid-stream, or a body, reports. */
export const failureOfErrorEvent = ({
  type,
  message,
}: {
  readonly type?: string | null | undefined
  readonly message?: string | null | undefined
}): Failure => ({
  kind: byType(type, `${type ?? ''} ${message ?? ''}`),
  ...(message ? { detail: plainDetail(withoutTags(message)) } : {}),
})

const text = z.string().min(1)
/** Where gateways put their words. */
const otherBody = z.union([
  z.object({ error: z.object({ message: text }) }).transform(({ error }) => error.message),
  z.object({ message: text }).transform(({ message }) => message),
  z.object({ detail: text }).transform(({ detail }) => detail),
  z.object({ error: text }).transform(({ error }) => error),
  z
    .object({ errors: z.tuple([z.object({ message: text })], z.unknown()) })
    .transform(({ errors }) => errors[0].message),
])

/** The body of an error as words. The SDK puts what is no JSON behind the status in the message. */
const saidBy = ({ error, message, status }: APIError): string => {
  const { data } = otherBody.safeParse(error)
  const raw = message.startsWith(`${status} `) ? message.slice(`${status} `.length) : message
  // JSON without words in it says nothing to a person.
  const isWordless = raw === 'status code (no body)' || error !== undefined
  return data ?? (isWordless ? '' : raw)
}

/** A longer wait says nothing to a person, in ms. */
const longestWait = 24 * 60 * 60_000

const ofStatus = (error: APIError, status: number): Failure => {
  const body = saidBy(error)
  const isPage = /^\s*</.test(body)
  const plain = isPage ? withoutTags(body) : body
  const said = `${error.errorCode ?? ''} ${error.type ?? ''} ${plain}`
  const kind = byStatus({ status, type: error.type, said, isPage })
  const wait = error.headers === undefined ? undefined : retryAfter(error.headers)
  const detail = kind === 'misconfigured' || isPage ? `HTTP ${status}: ${plain}` : plain
  return {
    kind,
    ...(plain === '' && kind !== 'misconfigured' ? {} : { detail: plainDetail(detail) }),
    ...(wait && wait <= longestWait ? { retryAfter: wait } : {}),
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

/** Whether the request could not be made because of a character in the key: no header can carry it. */
export const isInvalidHeader = (error: unknown): boolean =>
  error instanceof Error &&
  (/ByteString|invalid header value|Headers\.(append|set)/i.test(error.message) ||
    isInvalidHeader(error.cause))

const failureOf = (error: unknown): Failure => {
  const own = ourOwn(error)
  if (own !== undefined) return own
  if (isInvalidHeader(error))
    return { kind: 'key-refused', detail: 'the key holds a character that no HTTP header can carry' }
  if (error instanceof APIConnectionError) return { kind: 'unreachable' }
  if (error instanceof APIError && error.status !== undefined) return ofStatus(error, error.status)
  return { kind: isBodyTimeout(error) ? 'stalled' : 'broken' }
}

/**
 * What to throw for an error of the SDK: the signal's reason when the signal aborted, else `Failed`. The error itself is not kept
 * as the cause, because it may quote a prompt.
 */
export const failedOf = (error: unknown, signal: AbortSignal, requestId?: string | null): unknown => {
  if (signal.aborted) return signal.reason
  if (error instanceof APIUserAbortError) return error
  const failure = failureOf(error)
  return new Failed(failure.requestId !== undefined || !requestId ? failure : { ...failure, requestId })
}
