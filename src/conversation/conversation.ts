import type { Effort } from './claude.ts'
import type { PlaceId } from './turn.ts'

/** The settings of a conversation. Absent ones have the operator's default. */
export type Settings = {
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  readonly persona?: string | undefined
  readonly webSearch?: boolean | undefined
  readonly showThinking?: boolean | undefined
  /** When the conversations of the place were deleted on request, in ms since 1970: what was said before stays forgotten. */
  readonly forgottenAt?: number | undefined
}

/** A conversation in a place. `/new` starts another one there. */
export type Conversation = {
  readonly id: string
  readonly place: PlaceId
  readonly settings: Settings
  /** The turn that the next question follows; null if there is none yet. */
  readonly headId: string | null
}
