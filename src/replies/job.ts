import type { Answer, PlaceId, Question } from '../conversation/turn.ts'
import type { Strings } from '../i18n/strings.ts'
import type { Look } from '../settings/look.ts'
import type { QuestionBatch } from './question-batch.ts'
import type { View } from './view.ts'

/** One reply to be written: to a question, in its place, for a view. */
export type Job = {
  readonly question: Question
  /** Of a question newly asked: those that the same person asks behind it while it waits. */
  readonly batch?: QuestionBatch
  readonly place: PlaceId
  /** Others whose earlier questions come first: it is a reply to one of them. */
  readonly after?: readonly string[]
  /** The answer that is written on at its end; absent for a new one. */
  readonly continues?: string
  /** Whether the question was answered before, and waits for another answer as if it were new. */
  readonly wasAnswered?: boolean
  /** The answer on the view until this one begins; it is shown again if this one never does. */
  readonly previousAnswer?: Answer
  readonly strings: Strings
  readonly look: Look
  readonly view: View
}
