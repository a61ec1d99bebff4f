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
  /**
   * Stores one more question behind the others. `late`: the reply has begun or ended, so nothing is stored. `known`: its origin
   * was stored before. `alone`: the reply ended meanwhile, so the stored question needs one of its own.
   */
  readonly join: (
    question: NewQuestion,
  ) => Promise<'joined' | 'known' | 'late' | { readonly alone: Question }>
  /** Removes a question, unless it is the only one. */
  readonly leave: (questionId: string) => 'left' | 'alone'
  /** Takes no more, also none that is being stored: the reply ends without an answer. */
  readonly seal: () => void
  /** Closes the batch and resolves with the last question, whose path contains the others. */
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
  let isSealed = false
  const last = (): Question => questions.at(-1) ?? first

  const add = async (question: NewQuestion): ReturnType<QuestionBatch['join']> => {
    const added = await store.addQuestion({ ...question, parentId: last().id })
    if (added === null) return 'known'
    if (isSealed) return { alone: added }
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
      const added = joining.then(() => (isSealed ? 'late' : add(question)))
      joining = added.catch(() => undefined)
      return added
    },
    leave: (questionId) => {
      if (questions.length === 1) return 'alone'
      questions = questions.filter(({ id }) => id !== questionId)
      return 'left'
    },
    seal: () => {
      isOpen = false
      isSealed = true
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
