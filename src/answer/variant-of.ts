import type { Memory } from '../conversation/memory.ts'
import type { Answer } from '../conversation/turn.ts'
import type { Variant } from '../reply/controls.ts'

/** Which of the answers to its question an answer is. */
export const variantOf = async (
  { id, parentId }: Pick<Answer, 'id' | 'parentId'>,
  memory: Pick<Memory, 'answers'>,
): Promise<Variant> => {
  const answers = await memory.answers(parentId)
  return { at: answers.findIndex((answer) => answer.id === id) + 1, of: answers.length }
}
