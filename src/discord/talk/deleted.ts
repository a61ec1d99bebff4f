import type { Talk } from './talk.ts'

/** A message is gone: what it asked leaves the history, and a reply to it is ended. */
export const deleted = async (messageId: string, { answering, memory }: Talk): Promise<void> => {
  const question = await memory.questionOf(messageId)
  if (question !== null) await answering.withdraw(question.id)
}
