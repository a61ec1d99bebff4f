import type { Failure } from '../conversation/failure.ts'
import type { ReplyStory } from '../conversation/reply-story.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { promptTokens } from '../conversation/usage.ts'
import type { Appeared } from '../display/display-state.ts'
import type { FinalDraft } from '../display/draft.ts'
import type { Dependencies } from './dependencies.ts'

/** The story of one reply while it happens. */
export type Story = {
  readonly shown: (appeared: Appeared) => void
  /** The whole of it. */
  readonly tell: (final: FinalDraft) => ReplyStory
}

/** A reply in a place that begins now. */
export const beginStory = (
  place: PlaceId,
  { clock, dollars, onLag }: Pick<Dependencies, 'clock' | 'dollars' | 'onLag'>,
): Story => {
  const begunAt = clock.elapsed()
  let changes = 0
  let units = 0
  let lag = 0
  return {
    shown: (appeared) => {
      changes += 1
      units += appeared.units
      lag += appeared.units * appeared.meanLag
      if (appeared.units > 0) onLag?.(appeared.meanLag)
    },
    tell: (final) => {
      const { firstTextAt, model } = final.written
      // Of an answer that is written again or on, the earlier request may be all there is.
      const isAsked = final.written.askedAt >= begunAt
      const askedAt = isAsked ? final.written.askedAt : final.endedAt
      const spent = spentIn(final, dollars)
      return {
        ...{ place, end: endOf(final), changes, waited: askedAt - begunAt, total: final.endedAt - askedAt },
        ...(isAsked && model && { model }),
        ...(spent && { spent }),
        ...(firstTextAt !== undefined && { firstText: firstTextAt - askedAt }),
        ...(units > 0 && { meanLag: lag / units }),
      }
    },
  }
}

const endOf = (final: FinalDraft): ReplyStory['end'] =>
  final.type === 'ended'
    ? { type: 'ended', stopReason: final.stopReason }
    : { type: 'failed', failure: final.failure }

/** What the last request of a reply has used: of one that is continued, the earlier ones have been told of. */
const spentIn = ({ written }: FinalDraft, dollars: Dependencies['dollars']): ReplyStory['spent'] => {
  const { usage, model, isEstimate = false } = written
  return promptTokens(usage) === 0 ? undefined : { usage, dollars: dollars(usage, model), isEstimate }
}

/** The story of a question that was never let in. */
export const declinedStory = (failure: Failure, place: PlaceId): ReplyStory => ({
  ...{ place, end: { type: 'failed', failure }, waited: 0, total: 0, changes: 0 },
})
