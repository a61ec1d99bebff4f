import { type REST, RequestMethod, Routes } from 'discord.js'
import { z } from 'zod'

/** One of the bot's messages in a channel's history. */
export type OwnMessage = {
  readonly id: string
  readonly content: string
  /** The components as JSON: of any kind. */
  readonly components: string
}

/** What is read of a message; a channel holds messages of every kind, and what else is in one does not matter here. */
const messageSchema = z.object({
  id: z.string(),
  content: z.string().catch(''),
  author: z.object({ id: z.string() }).catch({ id: '' }),
  components: z.unknown().optional(),
})

/** Discord gives at most so many messages at once. */
const atOnce = 100

/**
 * The bot's own messages in a channel after a given one, oldest first. Reads at most `mostPages` hundred messages and
 * skips everything else. Rejects if the channel cannot be read.
 */
export const readOwnMessages = async (
  rest: Pick<REST, 'request'>,
  { channelId, after, selfId, mostPages = 1 }: OwnMessagesQuery,
): Promise<readonly OwnMessage[]> => {
  const own: OwnMessage[] = []
  let from = after
  for (let page = 0; page < mostPages; page += 1) {
    const query = new URLSearchParams({ limit: String(atOnce), ...(from !== undefined && { after: from }) })
    const fullRoute = Routes.channelMessages(channelId)
    const found = z
      .array(z.unknown())
      .parse(await rest.request({ method: RequestMethod.Get, fullRoute, query }))
    const messages = found.flatMap((each) => messageSchema.safeParse(each).data ?? [])
    for (const { id, content, author, components } of messages)
      if (author.id === selfId) own.push({ id, content, components: JSON.stringify(components ?? []) })
    from = newest(messages.map(({ id }) => id)) ?? from
    if (found.length < atOnce) break
  }
  return own.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1))
}

export type OwnMessagesQuery = {
  readonly channelId: string
  /** The newest hundred if absent. */
  readonly after?: string | undefined
  readonly selfId: string
  readonly mostPages?: number
}

/** The id of the newest of some messages. */
export const newest = (ids: readonly string[]): string | undefined =>
  ids.toSorted((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))[0]
