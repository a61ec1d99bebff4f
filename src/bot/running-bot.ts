import type { FatalClose } from '../discord/gateway/fatal-close.ts'
import type { Verdict } from '../operate/health.ts'
import type { Sizes } from './sizes.ts'

/** A running bot. */
export type Bot = {
  /** Stops accepting questions, waits for running replies within the grace period (see `shutDown`), and disconnects. */
  readonly stop: () => Promise<void>
  readonly sizes: () => Sizes
  /** Resolves when Discord has closed the gateway for good. */
  readonly ended: Promise<FatalClose>
  /** Whether it is well, where that is not told to its `Health`. */
  readonly verdict?: () => Verdict
}
