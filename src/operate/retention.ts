import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'

const day = 24 * 60 * 60_000

/** What deleting old data works with. */
export type Retention = {
  readonly store: Pick<Store, 'forgetBefore' | 'dropUsesBefore'>
  readonly clock: Clock
  /** How long a conversation is kept after its last turn; forever if absent. */
  readonly days: number | undefined
  /** The name of the earliest month whose use of allowances is kept now. */
  readonly usesFrom: () => string
  readonly onFault: (error: unknown) => void
}

/** Deletes old conversations and the old use of allowances, now and once a day, until the returned function is called. */
export const deleteOldData = ({ store, clock, days, usesFrom, onFault }: Retention): (() => void) => {
  let cancel = (): void => undefined
  const sweep = (): void => {
    if (days !== undefined) store.forgetBefore(clock.now() - days * day).catch(onFault)
    store.dropUsesBefore(usesFrom()).catch(onFault)
    cancel = clock.after(day, sweep)
  }
  sweep()
  return () => cancel()
}
