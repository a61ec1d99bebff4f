import type { Spender } from '../allowances/allowances.ts'
import type { AnswerRef, Spending } from '../conversation/store.ts'
import { promptTokens } from '../conversation/usage.ts'
import type { FinalDraft, Written } from '../display/draft.ts'
import { totalOf } from '../display/total.ts'
import type { Dependencies } from './dependencies.ts'
import { retryWrite } from './retry-write.ts'

type Around = Pick<Dependencies, 'store' | 'dollars' | 'allowances' | 'clock' | 'giveUp' | 'onFault'>

/** The model and usage of a request. */
type Asked = Pick<Written, 'model' | 'usage'>

/** The spending of a request; undefined if Claude was not reached. */
const spendingOf = (
  answerId: string,
  { personId }: Spender,
  { model, usage }: Asked,
  { dollars, allowances }: Around,
): Spending | undefined =>
  promptTokens(usage) === 0
    ? undefined
    : {
        ...{ answerId, speakerId: personId, model, usage, dollars: dollars(usage, model) },
        counted: allowances.counted(usage, model),
      }

/** Counts a request that has its own reservation; nothing where Claude was not reached. Settles the reservation. */
export const spend = async (
  answerId: string,
  spender: Spender,
  asked: Asked,
  reservation: string,
  deps: Around,
): Promise<void> => {
  const spending = spendingOf(answerId, spender, asked, deps)
  await retryWrite(
    () => (spending ? deps.store.addSpending({ ...spending, reservation }) : deps.store.release(reservation)),
    deps,
  )
  deps.allowances.settled(spender)
}

/**
 * Stores the end of an answer and counts its last request, in one write: what the footer says was spent is recorded. `known` is
 * what is known of that request where the draft does not tell.
 */
export const finishAnswer = async (
  answer: AnswerRef,
  spender: Spender,
  final: FinalDraft,
  deps: Around,
  known: Asked = final.written,
): Promise<void> => {
  const { text, thinking, thoughtFor, older, cheaper, sources, model } = final.written
  const end = final.type === 'ended' ? { stopReason: final.stopReason } : { failure: final.failure }
  const beside = {
    thinking,
    ...(thoughtFor && { thoughtFor }),
    ...(older && { older }),
    ...(cheaper && { cheaper }),
  }
  const settled = { text, sources, model, ...beside, ...totalOf(final, deps.dollars), ...end }
  const spending = spendingOf(answer.id, spender, known, deps)
  await retryWrite(() => deps.store.settle(answer, settled, spending), deps)
  deps.allowances.settled(spender)
}
