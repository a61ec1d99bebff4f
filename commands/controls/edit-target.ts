import type { ButtonInteraction } from 'discord.js'
import type { ShownMessage } from '../../src/conversation/store.ts'
import type { Answer } from '../../src/conversation/turn.ts'
import { canUseBotToken, hasBotAccess } from '../../src/discord/interactions/bot-access.ts'
import { interactionOnlyView } from '../../src/discord/screen/reply-screens.ts'
import type { Page } from '../../src/display/page.ts'
import { stringsFor } from '../../src/i18n/languages.ts'
import type { View } from '../../src/replies/view.ts'
import type { App } from '../command.ts'

/**
 * A view on the messages that show an answer. A reply of one message is edited through the button's interaction, a
 * longer one through its own token or by the bot's token. If neither works, the view is a new message.
 */
export const editTarget = async (interaction: ButtonInteraction, answer: Answer, app: App): Promise<View> => {
  const messages = reachable(interaction, await app.store.shown(answer.id), app)
  if (messages.length === 0) return app.screens.following(interaction)
  // The footer of the last page may be in another language, so that page counts as unknown.
  const pages = await app.replies.pages(answer, stringsFor(interaction.locale))
  const last = Math.min(pages.length, messages.length) - 1
  const shown = messages.map(({ page }) => (page < last && pages[page]) || unknown)
  const ownRoutes = canUseBotToken(interaction) ? 'open' : undefined
  return app.screens.withMost(app.screens.onMessages(messages, shown, ownRoutes), interaction)
}

/**
 * As `editTarget`, for a reply that is continued. Only its last message has to be edited, which the button's
 * interaction can do even where the bot itself has no access.
 */
export const continueTarget = async (
  interaction: ButtonInteraction,
  answer: Answer,
  app: App,
): Promise<View> => {
  const messages = await app.store.shown(answer.id)
  const last = messages.at(-1)
  const pages = await app.replies.pages(answer, stringsFor(interaction.locale))
  const isItsEnd = last?.messageId === interaction.message.id && pages.length === messages.length
  if (hasBotAccess(interaction) || last === undefined || messages.length === 1 || !isItsEnd)
    return editTarget(interaction, answer, app)
  const token = app.screens.tokenOf(interaction)
  const before = messages.slice(0, -1).map(({ token: _, ...message }) => message)
  const view = app.screens.onMessages([...before, { ...last, token }], [...pages.slice(0, -1), unknown])
  return interactionOnlyView(view, token, before.length)
}

const unknown: Page = { content: '', controls: [] }

/** The messages that can be edited; none if there is no way to edit them. */
const reachable = (
  interaction: ButtonInteraction,
  messages: readonly ShownMessage[],
  { screens }: Pick<App, 'screens'>,
): readonly ShownMessage[] => {
  const [first] = messages
  if (first === undefined) return []
  const isPressed = first.messageId === interaction.message.id
  if (isPressed && messages.length === 1) return [{ ...first, token: screens.tokenOf(interaction) }]
  if (!hasBotAccess(interaction)) return []
  const token = first.token?.token
  const isOneToken = token !== undefined && messages.every((message) => message.token?.token === token)
  return isOneToken ? messages : messages.map(({ token: _, ...message }) => message)
}
