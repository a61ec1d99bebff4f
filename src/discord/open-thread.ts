import { DiscordAPIError, type REST, Routes } from 'discord.js'
import { z } from 'zod'

const threadSchema = z.object({ id: z.string() })

/** Where a thread is opened, and how it is called: 1 to 100 code points. */
export type NewThread = { readonly channelId: string; readonly messageId: string; readonly name: string }

/** Opens a public thread from a message and gives its id; null where Discord does not allow one. */
export const openThread = async (
  rest: Pick<REST, 'post'>,
  { channelId, messageId, name }: NewThread,
): Promise<string | null> => {
  try {
    const thread = await rest.post(Routes.threads(channelId, messageId), { body: { name } })
    return threadSchema.parse(thread).id
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status < 500) return null
    throw error
  }
}
