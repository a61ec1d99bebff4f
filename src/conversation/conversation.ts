import type { Effort } from './claude.ts'
import type { PlaceId } from './turn.ts'

/** What people have chosen for one conversation; what is absent is the operator's default. */
export type Settings = {
  readonly model?: string | undefined
  readonly effort?: Effort | undefined
  readonly persona?: string | undefined
  readonly webSearch?: boolean | undefined
  readonly showThinking?: boolean | undefined
}

/** A conversation of one place. `/new` begins another one in the same place. */
export type Conversation = {
  readonly id: string
  readonly place: PlaceId
  readonly settings: Settings
  /** The answer (or unanswered question) that the next question follows; null when nothing was said yet. */
  readonly headId: string | null
}
