import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import { z } from 'zod'

const threadSchema = z.object({ id: z.string() })

/** Where a thread is opened, and how it is called: 1 to 100 code points. */
export type NewThread = { readonly channelId: string; readonly messageId: string; readonly name: string }

/** A thread's id; `exists` where the message has one already (its id is the message's), `refused` by Discord. */
export type Opening =
  | { readonly type: 'opened'; readonly id: string }
  | { readonly type: 'exists' | 'refused' }

/** Opens a public thread from a message. */
export const openThread = async (
  rest: Pick<REST, 'post'>,
  { channelId, messageId, name }: NewThread,
): Promise<Opening> => {
  try {
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays }
    const thread = await rest.post(Routes.threads(channelId, messageId), { body })
    return { type: 'opened', id: threadSchema.parse(thread).id }
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status >= 500) throw error
    const hasOne = error.code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage
    return { type: hasOne ? 'exists' : 'refused' }
  }
}
