import type { NewQuestion, Store } from '../../src/conversation/store.ts'
import type { Answer, Question } from '../../src/conversation/turn.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aClock } from './a-clock.ts'

/** A store in memory whose ids are 1, 2, 3 …, with its clock. */
export const aStore = async () => {
  const clock = aClock()
  let last = 0
  const store = await openStore({ url: 'file::memory:', clock, newId: () => String(++last) })
  return { store, clock }
}

let origins = 0

/** A question of Alice in the place `here`, with whatever is said otherwise. */
export const aQuestion = (with_: Partial<NewQuestion> = {}): NewQuestion => ({
  place: 'here',
  speaker: { id: 'a', name: 'Alice' },
  text: 'hello?',
  files: [],
  origin: `origin ${++origins}`,
  ...with_,
})

/** Stores a question that must be new. */
export const ask = async (store: Store, with_: Partial<NewQuestion> = {}): Promise<Question> => {
  const question = await store.addQuestion(aQuestion(with_))
  if (question === null) throw new Error('the question was known')
  return question
}

/** Answers a question in full. */
export const answer = async (store: Store, questionId: string, text = 'hello!'): Promise<Answer> => {
  const begun = await store.beginAnswer(questionId, 'claude-test')
  await store.settle(begun, {
    text,
    sources: [],
    stopReason: 'end_turn',
    model: 'claude-test',
    usage: noUsage,
  })
  return begun
}

/** What was said on the way to a turn. */
export const said = async (store: Store, turnId: string | null): Promise<readonly string[]> =>
  turnId === null ? [] : (await store.path(turnId)).map((turn) => turn.text)
