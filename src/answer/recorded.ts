import type { Answer } from '../conversation/turn.ts'
import type { FinalDraft, Written } from '../reply/draft.ts'
import { noUsage } from '../reply/usage.ts'

/** The final draft of an answer as it was stored. One that was still being written was interrupted. */
export const recorded = (answer: Answer): FinalDraft => {
  const { text, sources, model, usage, timing, failure, stopReason } = answer
  const written: Written = {
    text,
    thinking: '',
    sources,
    model,
    usage,
    earlier: noUsage,
    askedAt: 0,
    ...(timing?.firstText !== undefined && { firstTextAt: timing.firstText }),
  }
  const endedAt = timing?.total ?? 0
  if (failure) return { type: 'failed', written, failure, endedAt }
  if (answer.state !== 'ended') return { type: 'failed', written, failure: { kind: 'interrupted' }, endedAt }
  return { type: 'ended', written, stopReason: stopReason ?? 'end_turn', endedAt }
}
