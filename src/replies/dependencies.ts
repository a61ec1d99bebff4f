import type { Allowances } from '../allowances/allowances.ts'
import type { Clock } from '../clock.ts'
import type { Claude } from '../conversation/claude.ts'
import type { ReplyStory } from '../conversation/reply-story.ts'
import type { History } from '../conversation/settled-turns.ts'
import type { Store } from '../conversation/store.ts'
import type { PlaceId, Question } from '../conversation/turn.ts'
import type { Dollars } from '../conversation/usage.ts'
import type { DrawnTable } from '../display/table-pictures.ts'
import type { Look } from '../settings/look.ts'
import type { Limits } from './admission.ts'
import type { ReadCheaperLane } from './cheaper-lane.ts'
import type { Prepared, Preparing } from './prepared.ts'
import type { Queue } from './queue.ts'
import type { RemoveControls } from './remove-controls.ts'

/** What replies need of the rest of the program. */
export type Dependencies = {
  readonly claude: Claude
  readonly store: Store
  readonly queue: Queue
  readonly clock: Clock
  readonly dollars: Dollars
  /** How a reply to a person looks in a place, as the settings are now. Throws `StoreFailed`. */
  readonly look: (place: PlaceId, personId?: string) => Promise<Look>
  /** What may be used. */
  readonly allowances: Allowances
  /** Where a cheaper model can answer in place of the usual one. */
  readonly cheaperLane: ReadCheaperLane
  /**
   * What is sent to Claude for the turns that lead to the question, `instead` being a model that answers in place of the usual
   * one. Throws `Failed` where they do not fit.
   */
  readonly request: (
    history: History,
    question: Question,
    signal: AbortSignal,
    preparing: Preparing,
    instead?: string,
  ) => Promise<Prepared>
  readonly limits: Limits
  /** Absent where answers have no buttons. */
  readonly removeControls?: RemoveControls
  /** Told of each reply that has ended, well or not. */
  readonly replied: (story: ReplyStory) => void
  /** Told of each change that made text of a reply visible, with how long that text had waited, in ms on average. */
  readonly onLag?: (meanLag: number) => void
  /** Draws the wide tables of an answer; absent where nothing is drawn. Resolves within seconds. */
  readonly drawTables?: (answer: string) => Promise<readonly DrawnTable[]>
  /** Aborts when the process must end: messages stay as they are. */
  readonly giveUp: AbortSignal
  /**
   * With SHARDS: aborts when others have taken over the shard. Discord sends them what came after the last heartbeat that was
   * stored.
   */
  readonly takenOver?: AbortSignal
  /** Reports an unexpected error. */
  readonly onFault: (error: unknown) => void
}
