import type { MessageContext } from './message-context.ts'

/**
 * Handles a deleted message. Its question leaves the history, and a reply to it, or on it, ends. Of a reply only its
 * first message counts, because the bot itself deletes later ones.
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
