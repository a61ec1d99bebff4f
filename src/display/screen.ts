import type { Gate } from '../pacing/gate.ts'
import type { Change } from './changes.ts'

/**
 * The place where a reply is shown: messages of a channel, or a terminal. `apply` resolves with `shown` when readers
 * can see the change, or `missed` when it failed and the newest state should be tried again (5xx, 429, a cut
 * connection). `route` is the index from the gate. Throws `Failed` of kind `screen-gone` if no later try can succeed.
 */
export type Screen = {
  readonly gate: Gate
  readonly apply: (change: Change, route: number) => Promise<'shown' | 'missed'>
}
