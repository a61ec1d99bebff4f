import { RateLimitError, type REST, RequestMethod, Routes } from 'discord.js'
import { isDeleted, requestFailure } from '../rest/request-failure.ts'
import { type MessageRoute, type Target, usableToken } from './target.ts'

/** What to do with a reply's messages after a failed change; `isFault` if it should be logged. */
export type AfterFailure =
  /** The newest state is tried again, on the target as it is now. */
  | { readonly type: 'again'; readonly target: Target; readonly isFault: boolean }
  /** Discord may not take what the page says; `isSure` unless it did not explain. */
  | { readonly type: 'refused'; readonly isSure: boolean }
  /** Somebody has deleted the message or its channel: there is nobody to tell. */
  | { readonly type: 'deleted' }
  /** The messages cannot be changed any more; `isBug` when that is our mistake. */
  | { readonly type: 'lost'; readonly isBug: boolean }

/**
 * Decides by the error and the route. When a token has expired, or the bot has lost a permission while the token is
 * valid, the other route continues.
 */
export const afterFailure = async (
  error: unknown,
  route: MessageRoute,
  target: Target,
  { rest, now }: { readonly rest: Pick<REST, 'request'>; readonly now: number },
): Promise<AfterFailure> => {
  const { token, ownRoutes: _, ...without } = target
  const failure = requestFailure(error)
  switch (failure) {
    case 'again':
      return { type: 'again', target, isFault: !(error instanceof RateLimitError) }
    case 'token-ended':
      return token ? { type: 'again', target: without, isFault: true } : { type: 'lost', isBug: false }
    case 'archived':
      return (await unarchive(target.channelId, rest))
        ? { type: 'again', target, isFault: true }
        : { type: 'lost', isBug: false }
    case 'gone':
      if (isDeleted(error)) return { type: 'deleted' }
      return route.authenticated && token && usableToken(target, now)
        ? { type: 'again', target: { ...without, token }, isFault: false }
        : { type: 'lost', isBug: false }
    case 'content':
    case 'unclear':
      return { type: 'refused', isSure: failure === 'content' }
    case 'bug':
      return { type: 'lost', isBug: true }
  }
}

/** Unarchives a thread, so that its reply can be finished. Returns whether another try makes sense. */
const unarchive = async (channelId: string, rest: Pick<REST, 'request'>): Promise<boolean> => {
  try {
    const fullRoute = Routes.channel(channelId)
    await rest.request({ method: RequestMethod.Patch, fullRoute, body: { archived: false } })
    return true
  } catch (error) {
    return requestFailure(error) === 'again'
  }
}
