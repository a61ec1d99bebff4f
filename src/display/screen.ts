import type { Gate } from '../pacing/gate.ts'
import type { Change } from './changes.ts'

/**
 * Where a reply is shown: some messages of a channel, or a terminal. `apply` resolves with `shown` once a reader can
 * see the change, or `missed` when it did not get through and the newest state should be tried again (5xx, 429, a cut
 * connection). `route` is what the gate gave. Throws `Failed` of kind `screen-gone` when no later try can succeed.
 */
export type Screen = {
  readonly gate: Gate
  readonly apply: (change: Change, route: number) => Promise<'shown' | 'missed'>
}
