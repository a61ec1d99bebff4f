import type { Failure, FailureKind } from './failure.ts'
import type { StopReason } from './reply-event.ts'
import type { PlaceId } from './turn.ts'
import type { Usage } from './usage.ts'

/** What is told of a reply that has ended, for the log and the metrics. Nothing that was said is in it. Times are in ms. */
export type ReplyStory = {
  readonly place: PlaceId
  readonly end:
    | { readonly type: 'ended'; readonly stopReason: StopReason }
    | { readonly type: 'failed'; readonly failure: Failure }
  /** The model that was asked; absent where it did not come to that. */
  readonly model?: string
  /** What the request has used; absent where Claude was not reached. */
  readonly spent?: {
    readonly usage: Usage
    /** US dollars; null if the model's price is not known. */
    readonly dollars: number | null
    /** Whether the output tokens, and with them the cost, are estimated. */
    readonly isEstimate: boolean
  }
  /** From the question's arrival until Claude was asked, or until the end where it never was. */
  readonly waited: number
  /** From the request to the first text; absent where there was none. */
  readonly firstText?: number
  /** From the request to the end. */
  readonly total: number
  /** How many posts and edits got through. */
  readonly changes: number
  /** From the arrival of a character to its appearance, the mean over all of them; absent where none appeared. */
  readonly meanLag?: number
}

/** Failures that somebody wanted, and questions that were too many: they say nothing about how the bot is. */
const wanted: ReadonlySet<FailureKind> = new Set([
  'stopped',
  'question-deleted',
  'forgotten',
  'shutdown',
  'postponed',
  'screen-gone',
  'too-many-yours',
  'over-allowance',
  'too-fast',
  'too-many-here',
])

/** Whether a failure is none of the bot's: somebody wanted it, or asked too much. */
export const isWanted = (kind: FailureKind): boolean => wanted.has(kind)

/** How a reply ended in one word: Claude's stop reason, or our kind of failure. */
export const outcomeOf = ({ end }: Pick<ReplyStory, 'end'>): string =>
  end.type === 'ended' ? end.stopReason : end.failure.kind
