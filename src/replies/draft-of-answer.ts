import type { Answer } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import type { FinalDraft, PreviousRun, Written } from '../display/draft.ts'
import { estimateUsage } from './estimate-usage.ts'

/** The stored part of an answer that is continued. */
export const earlierOf = ({
  text,
  thinking,
  thoughtFor,
  sources,
  older,
  usage,
  dollars,
  isEstimate,
  timing,
}: Answer): PreviousRun => ({
  text,
  thinking: text === '' ? '' : (thinking ?? ''),
  ...(text !== '' && thoughtFor && { thoughtFor }),
  sources,
  ...(older && { older }),
  spent: { usage, dollars: dollars ?? null, ...(isEstimate && { isEstimate }), ...(timing && { timing }) },
})

/**
 * The final draft of an answer whose process died. The usage of its last request is what Claude reported, or an
 * estimate.
 */
export const interrupted = (answer: Answer): FinalDraft => {
  const { spent, ...earlier } = earlierOf(answer)
  const { model = answer.model, usage = noUsage, from = answer.text.length } = answer.running ?? {}
  const cheaper = answer.cheaper && { cheaper: answer.cheaper }
  const written: Written = { ...earlier, ...cheaper, model, usage, earlier: spent, askedAt: 0 }
  const final = { type: 'failed', written, failure: { kind: 'interrupted' }, endedAt: 0 } as const
  return estimateUsage(final, answer.text.slice(0, from))
}

/** The final draft of a stored answer. One that is still in state `writing` was interrupted. */
export const draftOfAnswer = (answer: Answer): FinalDraft => {
  const { spent, ...earlier } = earlierOf(answer)
  const { model, failure, stopReason, thinking = '', thoughtFor, cheaper } = answer
  const thought = { thinking, ...(thoughtFor && { thoughtFor }), ...(cheaper && { cheaper }) }
  const written: Written = { ...earlier, ...thought, model, usage: noUsage, earlier: spent, askedAt: 0 }
  const endedAt = 0
  if (failure) return { type: 'failed', written, failure, endedAt }
  if (answer.state !== 'ended') return { type: 'failed', written, failure: { kind: 'interrupted' }, endedAt }
  return { type: 'ended', written, stopReason: stopReason ?? 'end_turn', endedAt }
}
