import { RateLimitError, type REST, RequestMethod, Routes } from 'discord.js'
import { isDeleted, requestFailure } from '../rest/request-failure.ts'
import { type MessageRoute, type Target, usableToken } from './target.ts'

/** What becomes of a reply's messages after a change that failed; `isFault`: whether the log should hear of it. */
export type AfterFailure =
  | { readonly type: 'again'; readonly target: Target; readonly isFault: boolean }
  | { readonly type: 'gone'; readonly isFault: boolean }

/**
 * Decides by the failed request and the way that it went. A token that ended costs nothing but the way: the bot's own route
 * goes on. Nor does a permission that the bot has lost while the token lives: that needs none.
 */
export const afterFailure = async (
  error: unknown,
  route: MessageRoute,
  target: Target,
  { rest, now }: { readonly rest: Pick<REST, 'request'>; readonly now: number },
): Promise<AfterFailure> => {
  const { token, ownRoutes: _, ...without } = target
  switch (requestFailure(error)) {
    case 'again':
      return { type: 'again', target, isFault: !(error instanceof RateLimitError) }
    case 'token-ended':
      return token ? { type: 'again', target: without, isFault: true } : { type: 'gone', isFault: false }
    case 'archived':
      return (await wake(target.channelId, rest))
        ? { type: 'again', target, isFault: true }
        : { type: 'gone', isFault: false }
    case 'gone':
      return route.authenticated && token && usableToken(target, now) && !isDeleted(error)
        ? { type: 'again', target: { ...without, token }, isFault: false }
        : { type: 'gone', isFault: false }
    case 'refused':
      return { type: 'gone', isFault: true }
  }
}

/** Opens a closed thread again, so that its reply does not stay half-written; tells whether trying on makes sense. */
const wake = async (channelId: string, rest: Pick<REST, 'request'>): Promise<boolean> => {
  try {
    const fullRoute = Routes.channel(channelId)
    await rest.request({ method: RequestMethod.Patch, fullRoute, body: { archived: false } })
    return true
  } catch (error) {
    return requestFailure(error) === 'again'
  }
}
