import type { AnswerRef, Spending } from '../conversation/store.ts'
import { promptTokens } from '../conversation/usage.ts'
import type { FinalDraft, Written } from '../display/draft.ts'
import { totalOf } from '../display/total.ts'
import type { Dependencies } from './dependencies.ts'
import { retryWrite } from './retry-write.ts'

type Around = Pick<Dependencies, 'store' | 'dollars' | 'clock' | 'giveUp' | 'onFault'>

/** The model and usage of a request. */
type Asked = Pick<Written, 'model' | 'usage'>

/** The spending of a request; undefined if Claude was not reached. */
const spendingOf = (
  answerId: string,
  speakerId: string,
  { model, usage }: Asked,
  { dollars }: Around,
): Spending | undefined =>
  promptTokens(usage) === 0
    ? undefined
    : { answerId, speakerId, model, usage, dollars: dollars(usage, model) }

/** Records the spending of a request; nothing if Claude was not reached. */
export const spend = async (
  answerId: string,
  speakerId: string,
  asked: Asked,
  deps: Around,
): Promise<void> => {
  const spending = spendingOf(answerId, speakerId, asked, deps)
  if (spending) await retryWrite(() => deps.store.addSpending(spending), deps)
}

/** Stores the end of an answer and counts its last request, in one write: what the footer says was spent is recorded. */
export const finishAnswer = async (
  answer: AnswerRef,
  speakerId: string,
  final: FinalDraft,
  deps: Around,
): Promise<void> => {
  const { text, thinking, thoughtFor, older, sources, model } = final.written
  const end = final.type === 'ended' ? { stopReason: final.stopReason } : { failure: final.failure }
  const beside = { thinking, ...(thoughtFor && { thoughtFor }), ...(older && { older }) }
  const settled = { text, sources, model, ...beside, ...totalOf(final, deps.dollars), ...end }
  const spending = spendingOf(answer.id, speakerId, final.written, deps)
  await retryWrite(() => deps.store.settle(answer, settled, spending), deps)
}
