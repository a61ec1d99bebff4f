import { DiscordAPIError, type REST, RESTJSONErrorCodes, Routes, ThreadAutoArchiveDuration } from 'discord.js'
import { z } from 'zod'
import { requestFailure } from '../rest/request-failure.ts'

const threadSchema = z.object({ id: z.string() })

/** The message to open a thread from, and the thread's name (1 to 100 code points). */
export type NewThread = { readonly channelId: string; readonly messageId: string; readonly name: string }

/**
 * The new thread's id; `exists` if the message has a thread already; `refused` if Discord does not open one, or not
 * within seconds, such as after too many threads.
 */
export type Opening =
  | { readonly type: 'opened' | 'exists'; readonly id: string }
  | { readonly type: 'refused' }

/** Opens a public thread from a message. Rejects for a mistake of ours alone. */
export const openThread = async (
  rest: Pick<REST, 'post'>,
  { channelId, messageId, name }: NewThread,
): Promise<Opening> => {
  try {
    const body = { name, auto_archive_duration: ThreadAutoArchiveDuration.ThreeDays }
    const thread = await rest.post(Routes.threads(channelId, messageId), { body })
    return { type: 'opened', id: threadSchema.parse(thread).id }
  } catch (error) {
    if (requestFailure(error) === 'bug') throw error
    const code = error instanceof DiscordAPIError ? error.code : undefined
    // The thread of a message has the message's id.
    return code === RESTJSONErrorCodes.ThreadAlreadyCreatedForMessage
      ? { type: 'exists', id: messageId }
      : { type: 'refused' }
  }
}
