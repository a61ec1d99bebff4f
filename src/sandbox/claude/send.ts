import type { ServerResponse } from 'node:http'
import type { ApiError, RawResponse } from './answer.ts'
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

/** Sends a response that was written by hand. */
export const sendRaw = (
  response: ServerResponse,
  { status = 200, headers = { 'content-type': 'text/event-stream; charset=utf-8' }, body, end }: RawResponse,
): void => {
  response.writeHead(status, headers)
  if (end === undefined || end === 'close') response.end(body)
  else response.write(body, () => end === 'cut' && response.socket?.end(() => response.destroy()))
}
