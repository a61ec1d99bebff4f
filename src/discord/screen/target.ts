import { Routes, SnowflakeUtil } from 'discord.js'
import type { ShownMessage } from '../../conversation/store.ts'

/** An interaction's token: for 15 minutes its messages are edited and followed up through it. */
export type InteractionToken = {
  readonly applicationId: string
  readonly token: string
  /** When it ends, in ms since 1970. */
  readonly endsAt: number
}

/** A reply's messages and the routes that can change them. */
export type Target = {
  readonly channelId: string
  readonly token?: InteractionToken
  /** The messages that exist already, first page first. */
  readonly messageIds: readonly string[]
  /**
   * Whether the bot's own routes can change the messages too while the token lives; `once-shown`: as soon as something is
   * shown in the deferred response, which only the token can fill. Absent: unknown, so the token alone is used.
   */
  readonly ownRoutes?: 'open' | 'once-shown'
  /** Whether the bot may post in the channel by itself while the token lives. */
  readonly mayPost?: boolean
  /** Which of them is the interaction's own reply; those before it cannot be changed through it. The first if absent. */
  readonly original?: number
  /** The person's message that the first page answers. */
  readonly replyTo?: string
  /** The one person whom these messages may ping; nobody if absent. */
  readonly pings?: string
}

/** The target of a reply's stored messages. If one of them has a token, they are the reply to that interaction. */
export const targetOn = (messages: readonly ShownMessage[]): Target => {
  const original = messages.findIndex(({ token }) => token !== undefined)
  const token = messages[original]?.token
  return {
    channelId: messages[0]?.channelId ?? '',
    messageIds: messages.map(({ messageId }) => messageId),
    ...(token && { token, original }),
  }
}

/**
 * A request that changes a message. `authenticated`: with the bot's token; otherwise the interaction's token is in
 * the path.
 */
export type MessageRoute = {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: `/${string}`
  readonly authenticated: boolean
}

/** How long before its end, in ms, a token is no longer used: a request on its way must still arrive. */
const margin = 30_000

/** The token, if it is still valid. */
export const usableToken = (target: Target, now: number): InteractionToken | undefined =>
  target.token && now < target.token.endsAt - margin ? target.token : undefined

/**
 * The requests that can edit or delete a page's message, the preferred one first. Those of the interaction and of the
 * channel have separate rate limits.
 */
export const messageRoutes = (
  method: 'PATCH' | 'DELETE',
  target: Target,
  index: number,
  now: number,
): readonly [MessageRoute, ...MessageRoute[]] => {
  const id = target.messageIds[index] ?? '@original'
  const path = Routes.channelMessage(target.channelId, id)
  const own: MessageRoute = { method, path, authenticated: true }
  const token = usableToken(target, now)
  if (!token) return [own]
  const which = index === (target.original ?? 0) ? '@original' : id
  const byToken: MessageRoute = {
    method,
    path: Routes.webhookMessage(token.applicationId, token.token, which),
    authenticated: false,
  }
  const isOwnOpen = target.ownRoutes === 'open' && id !== '@original' && !isOld(id, now)
  return isOwnOpen ? [byToken, own] : [byToken]
}

/**
 * Messages older than an hour have few edits by the bot's own route (code 30046). Their ids tell Discord's time, so twenty
 * minutes are left for a clock of ours that is slow.
 */
const oldAge = 35 * 60_000

const isOld = (messageId: string, now: number): boolean =>
  now - SnowflakeUtil.timestampFrom(messageId) > oldAge

/** The request that posts the next page. */
export const postRoute = (target: Target, now: number): MessageRoute => {
  const token = usableToken(target, now)
  return token
    ? { method: 'POST', path: Routes.webhook(token.applicationId, token.token), authenticated: false }
    : { method: 'POST', path: Routes.channelMessages(target.channelId), authenticated: true }
}
