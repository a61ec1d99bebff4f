import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Schema } from './schema.ts'
import type { Write } from './writes.ts'

/** Who answers a turn: a process, for one of the shards of the bot. */
export type TurnOwner = {
  readonly processId: string
  readonly shard: number
  /** A process can have a shard again while it still finishes what it began before: `<process id>:<number>` tells the two apart. */
  readonly unitId: string
}

/** What every part of the store works with. */
export type StoreContext = {
  readonly db: Kysely<Schema>
  readonly write: Write
  readonly clock: Clock
  readonly newId: () => string
  /** Whose turns are stored, where several processes share the database. */
  readonly owner: TurnOwner | undefined
}
