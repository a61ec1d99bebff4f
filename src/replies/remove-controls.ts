import type { ShownMessage } from '../conversation/store.ts'
import type { PlaceId } from '../conversation/turn.ts'

/** The messages of an answer that are to lose their buttons. */
export type ControlsRemoval = {
  readonly place: PlaceId
  /** By page: the last one has the buttons. */
  readonly messages: readonly ShownMessage[]
  /** Asked right before the request: whether the buttons are still to go. */
  readonly isDue: () => Promise<boolean>
}

/**
 * Takes the buttons from an answer and leaves its words as they are. `done` also where the message is gone or can never be
 * changed; `missed` where a later try can succeed. Never rejects.
 */
export type RemoveControls = (removal: ControlsRemoval) => Promise<'done' | 'missed'>
