import type { ButtonInteraction } from 'discord.js'
import { toComponents } from '../../src/discord/interactions/components.ts'
import type { Acknowledge } from '../../src/discord/interactions/handler.ts'
import type { Page } from '../../src/display/page.ts'
import type { ShowFirst } from '../../src/replies/begin-at-once.ts'
import type { View } from '../../src/replies/view.ts'

/**
 * Shows the first pages by the acknowledgement of a press, as far as it can: it changes the pressed message alone. A message
 * that will be no page any more keeps its words until it is removed, and gets the buttons of the last page.
 */
export const showAtOnce =
  (interaction: ButtonInteraction, view: View, acknowledge: Acknowledge): ShowFirst =>
  async (pages) => {
    const { id, content } = interaction.message
    const index = view.messages().findIndex(({ messageId }) => messageId === id)
    const page = pages[index] ?? { content, controls: pages.at(-1)?.controls ?? [] }
    // On a private panel, or with a file, which an acknowledgement would have to carry, the press is acknowledged alone.
    const isWhole = index !== -1 && page.file === undefined && page.pictures === undefined
    const outcome = await acknowledge(isWhole ? messageOf(page) : undefined)
    return outcome === 'shown' ? view.shown.with(index, page) : view.shown
  }

const messageOf = ({ content, controls }: Page) => ({
  content,
  components: toComponents(controls),
  attachments: [],
})
