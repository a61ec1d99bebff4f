import type { Exchange } from '../discord/wire-log.ts'
import type { RequestView } from './view/wire.ts'

/** A path without what is only noise to a reader: long tokens and numbers are cut to their ends. */
const readable = (path: string): string =>
  path
    .replaceAll('%40', '@')
    .replace(/\d{17,19}/g, (id) => `…${id.slice(-4)}`)
    .replace(/[\w.-]{40,}/g, (token) => `…${token.slice(-4)}`)

/** One exchange on the wire as the panel lists it. */
export const requestView = (exchange: Exchange): RequestView => ({
  number: exchange.number,
  method: exchange.method,
  path: readable(exchange.path),
  status: exchange.status,
  ms: Math.round((exchange.effectAt - exchange.sentAt) * 10) / 10,
  bucket: exchange.bucket,
  limit: exchange.limit,
  remaining: exchange.remaining,
  resetAfterMs: exchange.resetAfterMs,
  scope: exchange.scope,
  at: exchange.at,
})
