import { sql } from 'kysely'
import type { PostgresPlace } from '../database-url.ts'
import { openPostgres } from './open-postgres.ts'
import { postgresFailed } from './postgres-failure.ts'

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
    if (rows[0]?.taken !== true) throw postgresFailed('in-use', place.name)
  } catch (error) {
    await close()
    throw error
  }
  return { release: close }
}
