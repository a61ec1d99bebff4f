import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Schema } from './schema.ts'

/** What a commit survives: `kill` is the end of the process at any moment, `power-loss` also the end of the machine. */
export type Durability = 'kill' | 'power-loss'

/** What a write touches: one place by its id, or by the id of one of its turns. */
export type Scope = { readonly place: string } | { readonly turn: string }

/** How a write is carried out. */
export type WriteOptions = {
  /** `power-loss` by default. */
  readonly outlasting?: Durability
  /** Whether deleted data must be erased from the disk before the write resolves, where the engine can do that. */
  readonly scrubbing?: boolean
  /**
   * The write reads and changes nothing outside this scope, so that writes to other places may run at the same time. Without
   * a scope it runs alone, over all processes that share the database.
   */
  readonly within?: Scope
}

/**
 * Runs `act` in a transaction and resolves with its result once that is committed. No other write changes what it reads
 * in between. `act` may run more than once, so it must change nothing but the database. Throws `StoreFailed`.
 */
export type Write = <T>(act: (db: Kysely<Schema>) => Promise<T>, options?: WriteOptions) => Promise<T>

/** How writes reach a database. Writes with the same scope run in the order in which they were requested. */
export type Writes = {
  readonly write: Write
  /** Resolves when no write is under way. */
  readonly idle: () => Promise<void>
}

/** What writes need besides the database. */
export type WriteSurroundings = {
  readonly clock: Clock
  /** Called with faults that do not fail a write, such as deleted data that could not be erased from the disk yet. */
  readonly onFault: (error: unknown) => void
  /** The process that writes, where several share the database: once the others have ended its membership, it cannot write. */
  readonly processId?: string | undefined
}
