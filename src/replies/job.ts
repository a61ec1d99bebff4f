import type { Spender } from '../allowances/allowances.ts'
import type { Failure } from '../conversation/failure.ts'
import type { Answer, PlaceId, Question } from '../conversation/turn.ts'
import type { Strings } from '../i18n/strings.ts'
import type { Look } from '../settings/look.ts'
import type { QuestionBatch } from './question-batch.ts'
import type { View } from './view.ts'

/** A reply to be written. */
export type Job = {
  readonly question: Question
  /** For a new question: it and those that the same person asks before its reply begins. */
  readonly batch?: QuestionBatch
  readonly place: PlaceId
  /** Others whose earlier questions come first: it is a reply to one of them. */
  readonly after?: readonly string[]
  /** The id of the answer to continue; absent for a new one. */
  readonly continues?: string
  /** Whether the question was answered before and is queued for another answer. */
  readonly wasAnswered?: boolean
  /** The answer that is shown until this reply begins, and again if it never does. */
  readonly previousAnswer?: Answer
  readonly strings: Strings
  readonly look: Look
  readonly view: View
  /** Who has it written, if that is not who asked: its price counts to them. */
  readonly byId?: string
  /** Tells whoever has it written, alone, why it is declined; where the view goes back to the previous answer. */
  readonly tellPrivately?: (failure: Failure) => Promise<void>
}

/** Who pays for a reply, and where. */
export const spenderOf = ({ question, byId, place }: Pick<Job, 'question' | 'byId' | 'place'>): Spender => ({
  personId: byId ?? question.speaker.id,
  place,
})
