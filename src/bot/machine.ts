import type { Clock } from '../clock.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../operate/metrics/metrics.ts'
import type { openStore } from '../store/open-store.ts'
import type { DrawTables } from '../tables/draw-tables.ts'

/** The bot's environment: clock, log, metrics, store. */
export type Machine = {
  readonly clock: Clock
  readonly log: Log
  /** Where the bot counts what it does; nowhere if not given. */
  readonly metrics?: Metrics | undefined
  /** How the store is opened; SQLite if not given. */
  readonly openStore?: typeof openStore
  /** How wide tables are drawn; in a worker if not given. */
  readonly drawTables?: DrawTables
  /** Ends a start that still waits for Discord; it rejects with the signal's reason. */
  readonly signal?: AbortSignal
}
