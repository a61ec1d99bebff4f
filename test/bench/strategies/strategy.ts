import type { ChatInputCommandInteraction } from 'discord.js'
import type { Writer } from '../writer.ts'

/** A strategy that shows a reply: resolves once it has shown all it ever will. */
export type Strategy = {
  readonly name: string
  /** The interaction is deferred, and `messageId` is the message that this made. */
  readonly show: (
    writer: Writer,
    interaction: ChatInputCommandInteraction,
    messageId: string,
  ) => Promise<void>
}

/** Code points of one message, with room to spare; what a page holds in the bench. */
const pageLength = 1_900

/** The text as the contents of one message after another. */
export const pagesOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(1, Math.ceil(text.length / pageLength)) }, (_, page) =>
    text.slice(page * pageLength, (page + 1) * pageLength),
  )

/** Makes an interaction's answer show a text, in as many messages as it takes, as most bots do. */
export const putter = (interaction: ChatInputCommandInteraction) => {
  const shown: string[] = []
  const ids: string[] = []
  return async (text: string): Promise<void> => {
    for (const [page, content] of pagesOf(text).entries()) {
      if (shown[page] === content) continue
      if (page === 0) await interaction.editReply({ content })
      else if (ids[page] !== undefined) await interaction.editReply({ content, message: ids[page] })
      else ids[page] = (await interaction.followUp({ content })).id
      shown[page] = content
    }
  }
}
