import type { Answer } from './turn.ts'

/** Where an answer stands among all answers to its question, for ◀ 2/3 ▶. */
export type Variants = {
  /** 1 for the oldest. */
  readonly at: number
  readonly of: number
  /** The answers beside it, or null at either end. */
  readonly previous: Answer | null
  readonly next: Answer | null
}

/** The variants around one answer; null when it is not among them. */
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
