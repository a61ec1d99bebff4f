import type { Talk } from './talk.ts'

/**
 * A message is gone: what it asked leaves the history and a reply to it is ended, and so is a reply that grew on it. Only
 * the first message of a reply counts here: the bot itself removes later ones.
 */
export const deleted = async (messageId: string, { answering, memory, onFault }: Talk): Promise<void> => {
  const question = await memory.questionOf(messageId)
  // Not waited for: the end of the reply to it may take its time to be shown.
  if (question !== null) answering.withdraw(question.id).catch(onFault)
  const shown = await memory.shownBy(messageId)
  if (shown?.page !== 0) return
  const turn = await memory.turn(shown.turnId)
  if (turn !== null) answering.vanish({ questionId: turn.role === 'question' ? turn.id : turn.parentId })
}
