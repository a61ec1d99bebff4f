import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

/** What a commit survives: `kill` is the end of the process at any moment, `power-loss` also the end of the machine. */
export type Durability = 'kill' | 'power-loss'

/**
 * An open database of any engine. Its queries, commits and methods throw `StoreFailed` for the failures that an operator
 * can do something about; no other file knows an engine's own errors.
 */
export type Database = {
  readonly db: Kysely<Schema>
  /** What messages to the operator call it: the path of its file. */
  readonly name: string
  /** Sets what the next commits survive. Must not be called within a transaction. */
  readonly outlast: (durability: Durability) => void
  /** Erases deleted data from the disk and returns some of its space. */
  readonly scrub: () => void
  readonly close: () => Promise<void>
}
