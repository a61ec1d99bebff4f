import type { ButtonInteraction } from 'discord.js'
import type { View } from '../../src/answer/view.ts'
import type { ShownMessage } from '../../src/conversation/memory.ts'
import type { Answer } from '../../src/conversation/turn.ts'
import { hasBotAccess } from '../../src/discord/bot-access.ts'
import { tokenOf, withMost } from '../../src/discord/reply-screens.ts'
import type { Page } from '../../src/reply/page.ts'
import { wordsFor } from '../../src/words/words.ts'
import type { App } from '../command.ts'

/**
 * Acknowledges the press, and gives the messages that show an answer as a view. A reply of one message is changed
 * through the button's own interaction, a longer one through its own or by the bot's routes; where it can be changed by
 * neither, the view is a new message.
 */
export const takeOver = async (interaction: ButtonInteraction, answer: Answer, app: App): Promise<View> => {
  const messages = reachable(interaction, await app.memory.shown(answer.id))
  if (messages.length === 0) return app.screens.defer(interaction)
  await interaction.deferUpdate()
  // The end of the last page is in the language of whoever had it written, so it counts as unknown.
  const pages = (await app.answering.pages(answer, wordsFor(interaction.locale))).slice(0, -1)
  const shown = messages.map(({ page }) => pages[page] ?? unknown)
  return withMost(app.screens.onMessages(messages, shown), interaction)
}

const unknown: Page = { content: '', controls: [] }

/** The messages with the way to change them; none where there is no way. */
const reachable = (
  interaction: ButtonInteraction,
  messages: readonly ShownMessage[],
): readonly ShownMessage[] => {
  const [first] = messages
  if (first === undefined) return []
  const isPressed = first.messageId === interaction.message.id
  if (isPressed && messages.length === 1) return [{ ...first, token: tokenOf(interaction) }]
  if (!hasBotAccess(interaction)) return []
  const token = first.token?.token
  const isOneToken = token !== undefined && messages.every((message) => message.token?.token === token)
  return isOneToken ? messages : messages.map(({ token: _, ...message }) => message)
}
