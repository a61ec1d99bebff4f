import { stringsForMessage } from '../../i18n/languages.ts'
import { cleanContent } from './clean-content.ts'
import type { IncomingMessage } from './incoming-message.ts'
import type { MessageContext } from './message-context.ts'

/** Handles an edited message. The stored question changes; if its answer has begun, the bot offers to answer again. */
export const onMessageUpdate = async (message: IncomingMessage, context: MessageContext): Promise<void> => {
  const { replies, store, places } = context
  // Updates also come for link previews, and with content withheld.
  if (!message.isEdited || message.content === '') return
  const question = await store.questionOf(message.id)
  const text = cleanContent(message, context.self(message.guildId), places.names(message.guildId))
  if (question === null || text === '' || text === question.text) return
  const isWaiting = replies.isWaiting(question.id)
  await store.editQuestion(question.id, text)
  if (isWaiting) return
  const strings = stringsForMessage(message.content, message.guildId && places.localeOf(message.guildId))
  await context.post({
    channelId: message.channelId,
    content: `-# ${strings.messages.edited}`,
    controls: [{ action: 'answer-again', id: question.id, label: strings.controls.answerAgain }],
    replyTo: message.id,
    key: `edit${message.id}`,
  })
}
