import type { Page } from '../reply/page.ts'
import type { Screen } from '../reply/screen.ts'

/** Where a reply is shown. */
export type View = {
  /** What is on the screen already. */
  readonly shown: readonly Page[]
  /** Makes the screen; `turnId` gives the turn that its messages show at the moment. */
  readonly screen: (turnId: () => string) => Screen
  /** Stores which messages show the turn; called again when another turn takes them over. */
  readonly record: () => Promise<void>
}
