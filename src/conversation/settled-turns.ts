import type { Answer, Question, Turn } from './turn.ts'

/** The part of a path that one reply is built from. */
export type History = {
  readonly turns: readonly Turn[]
  /** How many turns at the beginning of the path follow each other without one that is left out. */
  readonly whole: number
}

/**
 * A path without what is not finished: questions that wait, and answers that are being written for the first time, with
 * their questions. Several replies grow in a place at the same time, and none of them sees the others. What is `asked` now
 * stays, and so does what an inherited conversation holds: there the path ends in what the asker has seen.
 */
export const settledTurns = (path: readonly Turn[], asked: readonly string[]): History => {
  const first = path.findIndex(({ id }) => asked.includes(id))
  const conversationId = path[first]?.conversationId
  const isOpen = (turn: Turn, index: number): boolean =>
    turn.conversationId === conversationId && index < first && isUnfinished(turn, path[index + 1])
  const left = new Set(path.filter(isOpen).flatMap((turn) => [turn, ...questionsOf(turn, path)]))
  const gap = path.findIndex((turn) => left.has(turn))
  return {
    turns: path.filter((turn) => !left.has(turn)),
    whole: gap === -1 ? path.length : gap,
  }
}

/** An answer that is continued has been read as it was, and counts as finished. */
const isUnfinished = (turn: Turn, next: Turn | undefined): boolean =>
  turn.role === 'answer'
    ? turn.state === 'writing' && turn.revision === 0
    : turn.isWaiting === true && next?.role !== 'answer'

/** The questions that an answer is for: those of one person directly before it. */
const questionsOf = (turn: Turn, path: readonly Turn[]): readonly Question[] =>
  turn.role === 'question' ? [] : together(turn, path)

const together = (answer: Answer, path: readonly Turn[]): readonly Question[] => {
  const questions: Question[] = []
  for (let index = path.indexOf(answer) - 1; index >= 0; index -= 1) {
    const turn = path[index]
    const isIts = turn?.role === 'question' && turn.speaker.id === (questions[0] ?? turn).speaker.id
    if (!isIts) break
    questions.push(turn)
  }
  return questions
}
