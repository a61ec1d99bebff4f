import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { WriteSurroundings, Writes } from './writes.ts'

/**
 * An open database of any engine. Its queries, commits and methods throw `StoreFailed` for the failures that an operator
 * can do something about; no other file knows an engine's own errors.
 */
export type Database = {
  readonly db: Kysely<Schema>
  /** What messages to the operator call it: the path of its file, or its address without a password. */
  readonly name: string
  /** The way to write. It is asked for once. */
  readonly writes: (surroundings: WriteSurroundings) => Writes
  /** Erases deleted data from the disk; for the start, after a process that was killed. PostgreSQL does that by itself. */
  readonly scrub: () => void
  readonly close: () => Promise<void>
}
