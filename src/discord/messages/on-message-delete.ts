import type { MessageContext } from './message-context.ts'

/**
 * A message is gone: what it asked leaves the history and a reply to it is ended, and so is a reply that grew on it. Only
 * the first message of a reply counts here: the bot itself removes later ones.
 */
export const onMessageDelete = async (
  messageId: string,
  { replies, store, onFault }: MessageContext,
): Promise<void> => {
  const question = await store.questionOf(messageId)
  if (question !== null) {
    replies.cancel('withdrawn', { questionId: question.id })
    store.removeQuestion(question.id).catch(onFault)
  }
  const shown = await store.shownBy(messageId)
  if (shown?.page !== 0) return
  const turn = await store.turn(shown.turnId)
  if (turn !== null)
    replies.cancel('deleted', { questionId: turn.role === 'question' ? turn.id : turn.parentId })
}
