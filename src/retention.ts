import type { Clock } from './clock.ts'
import type { Memory } from './conversation/memory.ts'

const day = 24 * 60 * 60_000

/** What keeping conversations for a limited time works with. */
export type Retention = {
  readonly memory: Pick<Memory, 'forgetBefore'>
  readonly clock: Clock
  /** How long a conversation is kept after its last turn. */
  readonly days: number
  readonly onFault: (error: unknown) => void
}

/** Forgets old conversations now and once a day, until the returned function is called. */
export const keepFor = ({ memory, clock, days, onFault }: Retention): (() => void) => {
  let cancel = (): void => undefined
  const sweep = (): void => {
    memory.forgetBefore(clock.now() - days * day).catch(onFault)
    cancel = clock.after(day, sweep)
  }
  sweep()
  return () => cancel()
}
