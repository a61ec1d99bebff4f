import type { ClaudeRequest } from '../conversation/claude.ts'
import type { History } from '../conversation/settled-turns.ts'
import type { Answer, Question } from '../conversation/turn.ts'
import {
  asked,
  type Draft,
  noPreviousRun,
  type PreviousRun,
  summarising,
  type Written,
} from '../display/draft.ts'
import type { Dependencies } from './dependencies.ts'
import { earlierOf } from './draft-of-answer.ts'
import { spend } from './finish-answer.ts'
import type { OlderTurns } from './prepared.ts'

/** A question with the turns that lead to it. */
export type QuestionPath = {
  readonly question: Question
  readonly history: History
  /** The answer to continue; absent for a new one. */
  readonly continues?: string | undefined
}

/** A stored answer whose request is ready to be sent. */
export type PreparedAnswer = {
  readonly answer: Answer
  readonly request: ClaudeRequest
  readonly draft: Draft
  /** The text that earlier requests wrote. */
  readonly from: string
}

type Needs = Pick<Dependencies, 'store' | 'clock' | 'dollars' | 'request' | 'giveUp' | 'onFault'>

/** Builds the request and creates the answer in the store. If it throws, Claude was not asked, except for a summary. */
export const prepareAnswer = async (
  { question, history, continues }: QuestionPath,
  signal: AbortSignal,
  onSummarising: (draft: Draft) => void,
  deps: Needs,
): Promise<PreparedAnswer> => {
  const { store, clock } = deps
  const earlier = continuedOf(history)
  const { request, older } = await deps.request(history, question, signal, {
    summarising: () => onSummarising(summarising(clock.elapsed(), earlier)),
    left: (spent) => spend(question.id, question.speaker.id, spent, deps),
  })
  const answer =
    continues === undefined
      ? await store.beginAnswer(question.id, request.model)
      : await store.reopenAnswer(continues)
  const noted = await noteOlder(older, answer, question.speaker.id, deps)
  const draft = asked(request.model, clock.elapsed(), { ...earlier, ...noted })
  return { answer, request, draft, from: earlier.text }
}

/** What a continued answer already has. */
const continuedOf = ({ turns }: History): PreviousRun => {
  const last = turns.at(-1)
  return last?.role === 'answer' ? earlierOf(last) : noPreviousRun
}

/** Records what a summary has cost, for the footer too. */
const noteOlder = async (
  older: OlderTurns | undefined,
  answer: Answer,
  speakerId: string,
  deps: Needs,
): Promise<Pick<Written, 'older'>> => {
  if (older === undefined) return {}
  const { type, model, usage } = older
  await spend(answer.id, speakerId, { model, usage }, deps)
  return { older: { type, dollars: deps.dollars(usage, model) } }
}
