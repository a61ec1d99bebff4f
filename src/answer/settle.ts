import type { Spending } from '../conversation/memory.ts'
import type { FinalDraft, Written } from '../reply/draft.ts'
import { totalOf } from '../reply/total.ts'
import { promptTokens } from '../reply/usage.ts'
import { persist } from './persist.ts'
import type { Surroundings } from './surroundings.ts'

type Around = Pick<Surroundings, 'memory' | 'dollars' | 'clock' | 'giveUp' | 'onFault'>

/** What a request was for, and which it was. */
type Asked = Pick<Written, 'model' | 'usage'>

/** A request that whoever asked is counted; undefined where Claude was not reached. */
const spendingOf = (
  answerId: string,
  speakerId: string,
  { model, usage }: Asked,
  { dollars }: Around,
): Spending | undefined =>
  promptTokens(usage) === 0
    ? undefined
    : { answerId, speakerId, model, usage, dollars: dollars(usage, model) }

/** Counts a request to whoever asked; nothing where Claude was not reached. */
export const spend = async (
  answerId: string,
  speakerId: string,
  asked: Asked,
  around: Around,
): Promise<void> => {
  const spending = spendingOf(answerId, speakerId, asked, around)
  if (spending) await persist(() => around.memory.addSpending(spending), around)
}

/** Stores the end of an answer and counts its last request, in one write: what the footer says was spent is recorded. */
export const settle = async (
  answerId: string,
  speakerId: string,
  final: FinalDraft,
  around: Around,
): Promise<void> => {
  const { text, thinking, older, sources, model } = final.written
  const end = final.type === 'ended' ? { stopReason: final.stopReason } : { failure: final.failure }
  const beside = { thinking, ...(older && { older }) }
  const settled = { text, sources, model, ...beside, ...totalOf(final, around.dollars), ...end }
  const spending = spendingOf(answerId, speakerId, final.written, around)
  await persist(() => around.memory.settle(answerId, settled, spending), around)
}
