import { Routes } from 'discord.js'

/** An interaction's token: for 15 minutes its messages are edited and followed up through it. */
export type InteractionToken = {
  readonly applicationId: string
  readonly token: string
  /** When it ends, in ms since 1970. */
  readonly endsAt: number
}

/** Where a reply's messages are, and by which ways they can be changed. */
export type Target = {
  readonly channelId: string
  readonly token?: InteractionToken
  /** The messages that exist already, first page first. */
  readonly messageIds: readonly string[]
  /** Which of them is the interaction's own reply; those before it cannot be changed through it. The first if absent. */
  readonly original?: number
  /** The person's message that the first page answers. */
  readonly replyTo?: string
  /** The one person whom these messages may ping; nobody if absent. */
  readonly pings?: string
}

/** One request that changes a message. `authenticated`: by the bot's own token; the interaction's is in the path. */
export type MessageRoute = {
  readonly method: 'POST' | 'PATCH' | 'DELETE'
  readonly path: `/${string}`
  readonly authenticated: boolean
}

/** How long before its end, in ms, a token is no longer used: a request on its way must still arrive. */
const margin = 30_000

/** The token, while it can be used. */
export const usableToken = (target: Target, now: number): InteractionToken | undefined =>
  target.token && now < target.token.endsAt - margin ? target.token : undefined

/** The request that edits or deletes the message of a page. */
export const messageRoute = (
  method: 'PATCH' | 'DELETE',
  target: Target,
  index: number,
  now: number,
): MessageRoute => {
  const id = target.messageIds[index] ?? '@original'
  const token = usableToken(target, now)
  if (!token) return { method, path: Routes.channelMessage(target.channelId, id), authenticated: true }
  const which = index === (target.original ?? 0) ? '@original' : id
  return {
    method,
    path: Routes.webhookMessage(token.applicationId, token.token, which),
    authenticated: false,
  }
}

/** The request that posts the next page. */
export const postRoute = (target: Target, now: number): MessageRoute => {
  const token = usableToken(target, now)
  return token
    ? { method: 'POST', path: Routes.webhook(token.applicationId, token.token), authenticated: false }
    : { method: 'POST', path: Routes.channelMessages(target.channelId), authenticated: true }
}
