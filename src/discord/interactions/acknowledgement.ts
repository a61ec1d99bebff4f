import { DiscordAPIError, RESTJSONErrorCodes } from 'discord.js'
import type { Message } from './handler.ts'

/** Whether an earlier try to acknowledge arrived after all, and only Discord's answer was lost. */
export const hasArrivedBefore = (error: unknown): boolean =>
  error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged

const noPings = { allowedMentions: { parse: [] } } as const

/** A message that pings nobody. */
export const quiet = (message: Message) => ({
  ...(typeof message === 'string' ? { content: message } : message),
  ...noPings,
})

/** A message that the person alone reads. */
export const onlyForThem = (content: string) => ({ content, flags: 'Ephemeral', ...noPings }) as const
