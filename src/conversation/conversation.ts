import type { PlaceId } from './turn.ts'

/** A conversation in a place. `/new` starts another one there. */
export type Conversation = {
  readonly id: string
  readonly place: PlaceId
  /** When the conversations of the place were deleted on request, in ms since 1970: what was said before stays forgotten. */
  readonly forgottenAt?: number
  /** The turn that the next question follows; null if there is none yet. */
  readonly headId: string | null
}
