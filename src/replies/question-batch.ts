import type { NewQuestion, Store } from '../conversation/store.ts'
import type { Question } from '../conversation/turn.ts'

/** Questions that one reply answers together: one person asked them back to back while the first of them waited. */
export type QuestionBatch = {
  /** In the order in which they were asked. */
  readonly questions: () => readonly Question[]
  /** Whether more can join: the reply has not begun. */
  readonly isOpen: () => boolean
  /** Whether a question follows what the first one follows, so that it can be answered with it. */
  readonly takes: (question: NewQuestion) => boolean
  /** Stores one more question behind the others. `late` if the reply has begun, `known` if its origin was stored before. */
  readonly join: (question: NewQuestion) => Promise<'joined' | 'known' | 'late'>
  /** Takes a question out again, unless it is the only one. */
  readonly leave: (questionId: string) => 'left' | 'alone'
  /** Takes no more from here on, and gives the last question, which stands for all. */
  readonly close: () => Promise<Question>
}

export const createQuestionBatch = (
  asked: NewQuestion,
  first: Question,
  store: Pick<Store, 'addQuestion'>,
): QuestionBatch => {
  let questions: readonly Question[] = [first]
  let joining: Promise<unknown> = Promise.resolve()
  let isOpen = true
  const last = (): Question => questions.at(-1) ?? first

  const add = async (question: NewQuestion): Promise<'joined' | 'known'> => {
    const added = await store.addQuestion({ ...question, parentId: last().id })
    if (added === null) return 'known'
    questions = [...questions, added]
    return 'joined'
  }

  return {
    questions: () => questions,
    isOpen: () => isOpen,
    takes: ({ place, speaker, parentId }) =>
      isOpen &&
      place === asked.place &&
      speaker.id === asked.speaker.id &&
      (parentId === undefined || parentId === asked.parentId),
    join: async (question) => {
      if (!isOpen) return 'late'
      const added = joining.then(() => add(question))
      joining = added.catch(() => undefined)
      return added
    },
    leave: (questionId) => {
      if (questions.length === 1) return 'alone'
      questions = questions.filter(({ id }) => id !== questionId)
      return 'left'
    },
    close: async () => {
      for (let awaited: unknown; awaited !== joining; ) {
        awaited = joining
        await joining
      }
      isOpen = false
      return last()
    },
  }
}
