import type { Answer } from './turn.ts'

/** The position of an answer among the answers to its question, for ◀ 2/3 ▶. */
export type Variants = {
  /** 1 is the oldest. */
  readonly at: number
  readonly of: number
  /** The neighbouring answers; null at either end. */
  readonly previous: Answer | null
  readonly next: Answer | null
}

/** The position of one answer; null if it is not among `answers`. */
export const variants = (answers: readonly Answer[], answerId: string): Variants | null => {
  const index = answers.findIndex(({ id }) => id === answerId)
  if (index === -1) return null
  return {
    at: index + 1,
    of: answers.length,
    previous: answers[index - 1] ?? null,
    next: answers[index + 1] ?? null,
  }
}
