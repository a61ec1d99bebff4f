import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'

const day = 24 * 60 * 60_000

/** What keeping conversations for a limited time works with. */
export type Retention = {
  readonly store: Pick<Store, 'forgetBefore'>
  readonly clock: Clock
  /** How long a conversation is kept after its last turn. */
  readonly days: number
  readonly onFault: (error: unknown) => void
}

/** Forgets old conversations now and once a day, until the returned function is called. */
export const keepFor = ({ store, clock, days, onFault }: Retention): (() => void) => {
  let cancel = (): void => undefined
  const sweep = (): void => {
    store.forgetBefore(clock.now() - days * day).catch(onFault)
    cancel = clock.after(day, sweep)
  }
  sweep()
  return () => cancel()
}
