import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js'
import { isNetworkFailure } from '../../network-failure.ts'

/** How a failed request to Discord is handled. */
export type RequestFailure =
  /** Not now, but later: 429, 5xx, 408, a time-out, a cut connection, slow mode. */
  | 'again'
  /** The interaction's 15 minutes are over. */
  | 'token-ended'
  /** The thread was closed, and can be opened again unless it is locked. */
  | 'archived'
  /** The message, the channel or the permission is gone: trying again does not bring it back. */
  | 'gone'
  /** Discord does not take what the message says: AutoMod, a harmful link, a form error. */
  | 'content'
  /** A 4xx without a known code. It may pass. */
  | 'unclear'
  /** A mistake of ours. */
  | 'bug'

/**
 * What Discord's codes mean (https://docs.discord.com/developers/topics/opcodes-and-status-codes#json). 10015 and 50027 are how
 * a token that has ended looks (discord-api-docs #6851); 20016 is slow mode, which binds apps that only a person has installed.
 */
const byCode: ReadonlyMap<string | number, RequestFailure> = new Map<string | number, RequestFailure>([
  ...([10_015, 50_027] as const).map((code) => [code, 'token-ended'] as const),
  ...([50_083] as const).map((code) => [code, 'archived'] as const),
  ...([10_003, 10_004, 10_008, 10_062, 40_001, 50_001, 50_005, 50_007, 50_013, 50_021, 160_005] as const).map(
    (code) => [code, 'gone'] as const,
  ),
  ...([20_009, 40_005, 50_006, 50_035, 200_000, 200_001, 240_000] as const).map(
    (code) => [code, 'content'] as const,
  ),
  ...([20_016, 20_022, 20_028, 30_046, 40_062] as const).map((code) => [code, 'again'] as const),
  [40_060, 'bug'],
])

export const requestFailure = (error: unknown): RequestFailure => {
  if (error instanceof RateLimitError || error instanceof HTTPError) return 'again'
  if (error instanceof DiscordAPIError) return apiFailure(error)
  // An answer that was cut off in its JSON.
  return isNetworkFailure(error) || error instanceof SyntaxError ? 'again' : 'bug'
}

const apiFailure = (error: DiscordAPIError): RequestFailure => {
  const { code, status } = error
  if (status === 408 || status === 429 || status >= 500) return 'again'
  if (code === RESTJSONErrorCodes.InvalidFormBodyOrContentType && isAboutOtherFields(error)) return 'unclear'
  return byCode.get(code) ?? 'unclear'
}

/** Whether the form error names fields, and the text of the message is none of them: no word is to be left out for it. */
const isAboutOtherFields = ({ rawError }: DiscordAPIError): boolean =>
  'errors' in rawError &&
  rawError.errors !== undefined &&
  !JSON.stringify(rawError.errors).includes('"content"')

/** Whether it failed because the message or its channel no longer exists, and not for want of a permission. */
export const isDeleted = (error: unknown): boolean =>
  error instanceof DiscordAPIError &&
  (error.code === RESTJSONErrorCodes.UnknownMessage || error.code === RESTJSONErrorCodes.UnknownChannel)

/** Whether it failed for want of a permission in a channel that the bot can see. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.MissingPermissions
