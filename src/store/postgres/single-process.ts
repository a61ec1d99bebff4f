import { type Kysely, sql } from 'kysely'
import type { PostgresPlace } from '../database-url.ts'
import type { Schema } from '../schema.ts'
import { openPostgres } from './open-postgres.ts'
import { postgresFailed } from './postgres-failure.ts'

/** Whether processes with SHARDS answer with the database. */
const isShared = async (db: Kysely<Schema>): Promise<boolean> => {
  const { rows } =
    await sql`select 1 from information_schema.tables where table_name = 'bot_process'`.execute(db)
  if (rows.length === 0) return false
  const living = await sql`
    select 1 from bot_process where expires_at > extract(epoch from clock_timestamp()) * 1000`.execute(db)
  return living.rows.length > 0
}

/** Refuses a database that one process has for itself. Throws `StoreFailed` of kind `in-use`. */
export const refuseIfTaken = async (db: Kysely<Schema>, name: string): Promise<void> => {
  const { rows } = await sql<{ readonly free: boolean }>`
    select pg_try_advisory_xact_lock_shared(2, 0) as free`.execute(db)
  if (rows[0]?.free !== true) throw postgresFailed('in-use', name)
}

/**
 * Takes the right of one process to answer with a database: an advisory lock, which ends with its connection. Throws
 * `StoreFailed` of kind `in-use`.
 */
export const takeDatabase = async (
  place: PostgresPlace,
): Promise<{ readonly release: () => Promise<void> }> => {
  const { db, close } = await openPostgres(place, 'patient')
  try {
    // The pool has this one connection, so it stays the one that holds the lock.
    const { rows } = await sql<{
      readonly taken: boolean
    }>`select pg_try_advisory_lock(2, 0) as taken`.execute(db)
    if (rows[0]?.taken !== true || (await isShared(db))) throw postgresFailed('in-use', place.name)
  } catch (error) {
    await close()
    throw error
  }
  return { release: close }
}
