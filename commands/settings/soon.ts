import type { Clock } from '../../src/clock.ts'
import { delay } from '../../src/delay.ts'

/** How long, in ms, something may be read before a form is given up: Discord waits for 3 s. */
const patience = 1_000

/** What is read for a form. Rejects where that takes too long. */
export const soon = <T>(read: Promise<T>, { clock }: { readonly clock: Clock }): Promise<T> =>
  Promise.race([
    read,
    delay(patience, { clock }).then((): never => {
      throw new Error('timeout')
    }),
  ])
