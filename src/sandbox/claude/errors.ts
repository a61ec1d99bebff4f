import type { ApiError } from './answer.ts'

const error = (
  status: number,
  type: string,
  message: string,
  more: { readonly code?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): ApiError => ({
  type: 'error',
  status,
  error: { type, message, ...(more.code === undefined ? {} : { details: { error_code: more.code } }) },
  ...(more.headers === undefined ? {} : { headers: more.headers }),
})

/** 400: something in the request. */
export const badRequest = (message: string): ApiError => error(400, 'invalid_request_error', message)

/** 401: not a key. */
export const keyRefused = (): ApiError => error(401, 'authentication_error', 'invalid x-api-key')

/** 403: a key without the permission. */
export const forbidden = (): ApiError =>
  error(403, 'permission_error', 'Your API key does not have permission to use the specified resource.')

/** 404: no such model, or no such address. */
export const notFound = (what: string): ApiError => error(404, 'not_found_error', what)

/** 404 of a model, as the API words it. */
export const unknownModel = (model: string): ApiError => notFound(`model: ${model}`)

/** 413: more than 32 MB. */
export const tooLarge = (): ApiError => error(413, 'request_too_large', 'Request exceeds the maximum size')

/** 429, with `retry-after` when seconds are given. */
export const rateLimited = (seconds?: number): ApiError =>
  error(429, 'rate_limit_error', "This request would exceed your organization's rate limit.", {
    ...(seconds === undefined ? {} : { headers: { 'retry-after': String(seconds) } }),
  })

/** 429 of a spending limit: it has a code and no `retry-after`. */
export const spendLimit = (): ApiError =>
  error(429, 'rate_limit_error', 'You have reached the monthly usage limit of your API tier.', {
    code: 'enforced_spend_limit_reached',
  })

/** 400 of a limit that the account has set for itself. */
export const ownLimit = (): ApiError =>
  badRequest('You have reached your specified API usage limits. You will regain access on 2026-12-01.')

/** 500. */
export const serverError = (): ApiError => error(500, 'api_error', 'Internal server error')

/** 529. */
export const overloaded = (): ApiError => error(529, 'overloaded_error', 'Overloaded')
