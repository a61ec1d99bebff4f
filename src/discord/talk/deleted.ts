import type { Talk } from './talk.ts'

/** A message is gone: what it asked leaves the history, and a reply to it is ended. */
export const deleted = async (messageId: string, { answering, memory, onFault }: Talk): Promise<void> => {
  const question = await memory.questionOf(messageId)
  // Not waited for: the end of the reply to it may take its time to be shown.
  if (question !== null) answering.withdraw(question.id).catch(onFault)
}
