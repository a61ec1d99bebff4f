import type { ServerResponse } from 'node:http'
import type { ApiError } from './answer.ts'
import type { StreamEvent } from './trace.ts'

/** Sends JSON, with the headers of the real API. */
export const sendJson = (
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers })
  response.end(JSON.stringify(body))
}

/** Sends an error as the API shapes it. */
export const sendError = (
  response: ServerResponse,
  requestId: string,
  { status, error, headers }: ApiError,
  more: Readonly<Record<string, string>> = {},
): void =>
  sendJson(response, status, { type: 'error', error, request_id: requestId }, { ...more, ...headers })

/** An event in the form of server-sent events. */
export const sseOf = (event: StreamEvent): string =>
  `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`
