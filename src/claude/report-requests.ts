import type { Middleware } from '@anthropic-ai/sdk'
import type { Clock } from '../clock.ts'

/** Called with each request to Claude. Never holds a key or a prompt. */
export type RequestReport = (request: {
  /** Such as `POST /v1/messages`. */
  readonly route: string
  /** Absent where a request names none, as the list of models. */
  readonly model?: string
  /** `lost` without an answer, also when the request was cancelled. */
  readonly status: string
  /** From the request to the head of its answer. */
  readonly ms: number
}) => void

/** Reports every try of a request, so it comes after the middleware that tries again. */
export const reportRequests =
  (clock: Clock, report: RequestReport): Middleware =>
  async (request, next, { options }) => {
    const begun = clock.elapsed()
    const told = (status: string): void =>
      report({
        route: `${request.method ?? 'GET'} ${routeIn(request.url)}`,
        ...modelIn(options?.body),
        ...{ status, ms: Math.round(clock.elapsed() - begun) },
      })
    try {
      const response = await next(request)
      told(String(response.status))
      return response
    } catch (error) {
      told('lost')
      throw error
    }
  }

/** The path from `/v1` on: what an operator's own address has before it may be secret. */
const routeIn = (url: string): string => new URL(url).pathname.replace(/^.*?(?=\/v1\/)/, '')

const modelIn = (body: unknown): { readonly model?: string } =>
  typeof body === 'object' && body !== null && 'model' in body && typeof body.model === 'string'
    ? { model: body.model }
    : {}
