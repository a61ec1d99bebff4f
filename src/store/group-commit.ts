import { setImmediate } from 'node:timers'
import { type Kysely, sql } from 'kysely'
import type { Clock } from '../clock.ts'
import { StoreFailed } from '../conversation/store-failed.ts'
import type { Schema } from './schema.ts'
import type { Durability, WriteOptions, WriteSurroundings, Writes } from './writes.ts'

/** A database that has one connection, on which one transaction runs at a time. */
export type SingleConnection = {
  readonly db: Kysely<Schema>
  /** Sets what the next commits survive. Must not be called within a transaction. */
  readonly outlast: (durability: Durability) => void
  /** Erases deleted data from the disk and returns some of its space. */
  readonly scrub: () => void
}

type Pending = {
  readonly options: WriteOptions
  /** Does the work. The returned function tells the caller, and is called after the commit. */
  readonly run: (db: Kysely<Schema>) => Promise<() => void>
  readonly reject: (error: unknown) => void
}

const inSavepoint = async (pending: Pending, db: Kysely<Schema>): Promise<() => void> => {
  await sql`savepoint write_of_many`.execute(db)
  try {
    const tell = await pending.run(db)
    await sql`release savepoint write_of_many`.execute(db)
    return tell
  } catch (error) {
    // This fails where the whole transaction is lost, as on a full disk. Then every write of the batch is rejected.
    await sql`rollback to savepoint write_of_many`.execute(db).catch(() => Promise.reject(error))
    return () => pending.reject(error)
  }
}

const runBatch = (
  database: SingleConnection,
  batch: readonly Pending[],
): Promise<readonly (() => void)[]> => {
  const soft = batch.every(({ options }) => options.outlasting === 'kill')
  database.outlast(soft ? 'kill' : 'power-loss')
  return database.db.transaction().execute(async (db) => {
    const done: (() => void)[] = []
    for (const pending of batch) done.push(await inSavepoint(pending, db))
    return done
  })
}

/** Pauses, in ms, between attempts while another program holds the lock: 2 s together. */
const lockPauses = [50, 100, 200, 400, 500, 750] as const

const pause = (ms: number, clock: Clock): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve))

/** Commits a batch. A locked database is tried again: nothing of the batch has run then. */
const commit = async (
  database: SingleConnection,
  batch: readonly Pending[],
  clock: Clock,
): Promise<readonly (() => void)[]> => {
  for (const ms of lockPauses) {
    try {
      return await runBatch(database, batch)
    } catch (error) {
      if (!(error instanceof StoreFailed) || error.kind !== 'locked') throw error
      await pause(ms, clock)
    }
  }
  return runBatch(database, batch)
}

/**
 * The way to write to a database with one connection. One transaction runs at a time; writes requested meanwhile share the next one, so that many
 * writers share one wait for the disk. A write that throws does not affect the others in its batch.
 */
export const groupCommit = (database: SingleConnection, { clock, onFault }: WriteSurroundings): Writes => {
  let queue: Pending[] = []
  let running: Promise<void> | undefined
  let owesScrub = false

  /** Its failure is not the failure of a write: everything is committed, only not erased from the disk yet. */
  const scrub = (): void => {
    try {
      database.scrub()
      owesScrub = false
    } catch (error) {
      onFault(error)
    }
  }

  const carryOut = async (batch: readonly Pending[]): Promise<void> => {
    try {
      const tellings = await commit(database, batch, clock)
      owesScrub ||= batch.some(({ options }) => options.scrubbing === true)
      if (owesScrub) scrub()
      for (const tell of tellings) tell()
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const drain = async (): Promise<void> => {
    while (queue.length > 0) {
      // SQLite never yields by itself: everything else gets its turn here, and more writes can join.
      await new Promise<void>((resolve) => setImmediate(resolve))
      const batch = queue
      queue = []
      await carryOut(batch)
    }
    running = undefined
  }

  return {
    write: (act, options = {}) =>
      new Promise((resolve, reject) => {
        const run = async (db: Kysely<Schema>) => {
          const value = await act(db)
          return () => resolve(value)
        }
        queue.push({ options, run, reject })
        running ??= drain()
      }),
    idle: async () => {
      await running
      if (owesScrub) scrub()
    },
  }
}
