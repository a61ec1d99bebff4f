import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { isNetworkFailure } from '../../network-failure.ts'

/**
 * What a failed request to Discord means for what it wanted to do.
 * `again`: not now, but later (429, 5xx, time-out, cut connection). `token-ended`: the interaction's 15 minutes are
 * over. `archived`: the thread was closed, and can be opened again unless it is locked. `gone`: the message, channel or permission is gone and will not come back by trying. `refused`: Discord does
 * not take what we sent, which is a fault of ours.
 */
export type RequestFailure = 'again' | 'token-ended' | 'archived' | 'gone' | 'refused'

/** Unknown webhook, and invalid webhook token (https://github.com/discord/discord-api-docs/issues/6851). */
const tokenEnded = new Set<string | number>([10015, 50027])

/** Invalid form body, empty message, and what else only a wrong request brings. */
const refused = new Set<string | number>([50006, 50035, 40060])

export const requestFailure = (error: unknown): RequestFailure => {
  if (error instanceof RateLimitError) return 'again'
  if (error instanceof HTTPError) return error.status >= 500 ? 'again' : 'gone'
  if (error instanceof DiscordAPIError) return apiFailure(error)
  return isNetworkFailure(error) ? 'again' : 'refused'
}

/** Whether it failed because the message or its channel is no more, and not for want of a permission. */
export const isDeleted = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownMessage || error.code === RESTJSONErrorCodes.UnknownChannel)

const apiFailure = ({ code, status }: DiscordAPIError): RequestFailure => {
  if (tokenEnded.has(code)) return 'token-ended'
  if (code === RESTJSONErrorCodes.InvalidActionOnArchivedThread) return 'archived'
  if (refused.has(code)) return 'refused'
  return status === 429 || status >= 500 ? 'again' : 'gone'
}
