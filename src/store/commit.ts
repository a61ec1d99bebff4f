import { setImmediate } from 'node:timers'
import { type Kysely, sql } from 'kysely'
import type { Database, Durability } from './database.ts'
import type { Schema } from './schema.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** What a write asks for beside being committed. */
type WriteOptions = {
  /** `power-loss` unless told. */
  readonly outlasting?: Durability
  /** Whether what it deletes must leave the disk at once. */
  readonly scrubbing?: boolean
}

/** Runs `act` in a transaction, and resolves with what it gives once that is committed. Throws `StoreFailed`. */
export type Write = <T>(act: (db: Kysely<Schema>) => Promise<T>, options?: WriteOptions) => Promise<T>

type Waiting = {
  readonly options: WriteOptions
  /** Does the work; gives how to tell its caller once the transaction is through. */
  readonly run: (db: Kysely<Schema>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

const alone = async (waiting: Waiting, db: Kysely<Schema>): Promise<() => void> => {
  await sql`savepoint write_of_many`.execute(db)
  try {
    const tell = await waiting.run(db)
    await sql`release savepoint write_of_many`.execute(db)
    return tell
  } catch (error) {
    // Fails itself where the whole transaction is lost, as on a full disk: then all of them are told so.
    await sql`rollback to savepoint write_of_many`.execute(db).catch(() => Promise.reject(error))
    return () => waiting.reject(error)
  }
}

const commit = async (database: Database, batch: readonly Waiting[]): Promise<void> => {
  const soft = batch.every(({ options }) => options.outlasting === 'kill')
  try {
    database.outlast(soft ? 'kill' : 'power-loss')
    const tellings = await database.db.transaction().execute(async (db) => {
      const done: (() => void)[] = []
      for (const waiting of batch) done.push(await alone(waiting, db))
      return done
    })
    if (batch.some(({ options }) => options.scrubbing === true)) database.scrub()
    for (const tell of tellings) tell()
  } catch (error) {
    const failure = sqliteFailure(error, database.name)
    for (const { reject } of batch) reject(failure)
  }
}

/**
 * The one way to write: one transaction at a time, and what was asked for while it ran goes into the next one together,
 * so that many writers share one wait for the disk. A write that throws takes nothing of its neighbours with it.
 */
export const groupCommit = (
  database: Database,
): { readonly write: Write; readonly idle: () => Promise<void> } => {
  let queue: Waiting[] = []
  let running: Promise<void> | undefined
  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // Lets others come in, and everything that is not the database have its turn: SQLite itself never waits.
      await new Promise<void>((resolve) => setImmediate(resolve))
      const batch = queue
      queue = []
      await commit(database, batch)
    }
    running = undefined
  }
  return {
    write: (act, options = {}) =>
      new Promise((resolve, rejectRaw) => {
        const reject = (error: unknown) => rejectRaw(sqliteFailure(error, database.name))
        const run = async (db: Kysely<Schema>) => {
          const value = await act(db)
          return () => resolve(value)
        }
        queue.push({ options, run, reject })
        running ??= drain()
      }),
    idle: async () => running,
  }
}
