import type { Answer } from '../conversation/turn.ts'
import type { Earlier, FinalDraft, Written } from '../reply/draft.ts'
import { noUsage } from '../reply/usage.ts'

/** What is stored of an answer, as the beginning of a reply that goes on with it. */
export const earlierOf = ({
  text,
  thinking,
  sources,
  older,
  usage,
  dollars,
  isEstimate,
  timing,
}: Answer): Earlier => ({
  text,
  thinking: text === '' ? '' : (thinking ?? ''),
  sources,
  ...(older && { older }),
  spent: { usage, dollars: dollars ?? null, ...(isEstimate && { isEstimate }), ...(timing && { timing }) },
})

/** The final draft of an answer as it was stored. One that was still being written was interrupted. */
export const recorded = (answer: Answer): FinalDraft => {
  const { spent, ...earlier } = earlierOf(answer)
  const { model, failure, stopReason, thinking = '' } = answer
  const written: Written = { ...earlier, thinking, model, usage: noUsage, earlier: spent, askedAt: 0 }
  const endedAt = 0
  if (failure) return { type: 'failed', written, failure, endedAt }
  if (answer.state !== 'ended') return { type: 'failed', written, failure: { kind: 'interrupted' }, endedAt }
  return { type: 'ended', written, stopReason: stopReason ?? 'end_turn', endedAt }
}
