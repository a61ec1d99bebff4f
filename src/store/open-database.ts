import type { Clock } from '../clock.ts'
import type { Database } from './database.ts'
import type { DatabasePlace, PostgresPlace, SqlitePlace } from './database-url.ts'
import { migrate, migrationState } from './migrate.ts'
import { takeLease } from './sqlite/lease.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import { copyBeforeUpgrade } from './sqlite/upgrade-copy.ts'

/** A database that this process alone may use, with its tables up to date. */
export type OpenedDatabase = {
  readonly database: Database
  /** Closes the database and lets others use it. */
  readonly close: () => Promise<void>
}

/** How a database is opened. */
export type Opening = {
  /** Names the copy that is kept before the tables of a SQLite file are changed. */
  readonly clock: Pick<Clock, 'now'>
  /** Told of that copy. */
  readonly onCopy?: ((file: string) => void) | undefined
  /** Who uses it, for the message that others get: a name with a verb and a comma, such as "Process 7 on ada,". */
  readonly holder?: string
  /** Whether it is for one long piece of work, which no time-out may end. */
  readonly isPatient?: boolean
}

const openLocal = async (place: SqlitePlace, opening: Opening): Promise<OpenedDatabase> => {
  const lease = place.type === 'memory' ? { release: () => {} } : takeLease(place.path, opening.holder)
  try {
    const database = openSqlite(place)
    await upgrade(database, place, opening).catch(async (error: unknown) => {
      await database.close()
      throw error
    })
    const close = async (): Promise<void> => {
      await database.close()
      lease.release()
    }
    return { database, close }
  } catch (error) {
    lease.release()
    throw error
  }
}

/** Brings the tables up to date; those that hold something already are copied before. */
const upgrade = async (
  { db, name }: Database,
  place: SqlitePlace,
  { clock, onCopy }: Opening,
): Promise<void> => {
  if (place.type === 'file' && (await migrationState(db)) === 'older') {
    const copy = await copyBeforeUpgrade(place.path, clock)
    onCopy?.(copy)
  }
  await migrate(db, name)
}

/** Loads `pg`, which nobody needs who uses SQLite. */
const openOnServer = async (place: PostgresPlace, { isPatient }: Opening): Promise<OpenedDatabase> => {
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  const { takeDatabase } = await import('./postgres/single-process.ts')
  const lease = await takeDatabase(place)
  const migrating = await openPostgres(place, 'patient')
  try {
    await migrate(migrating.db, place.name)
  } catch (error) {
    await lease.release()
    throw error
  } finally {
    await migrating.close()
  }
  const database = await openPostgres(place, isPatient ? 'patient' : 'everyday')
  const close = async (): Promise<void> => {
    await database.close()
    await lease.release()
  }
  return { database, close }
}

/**
 * Opens a database for this process alone, and creates its tables if there are none. Throws `StoreFailed` if another process
 * uses it, if it is damaged or cannot be reached, or if a newer version wrote it; the message is for the operator.
 */
export const openDatabase = (place: DatabasePlace, opening: Opening): Promise<OpenedDatabase> =>
  place.type === 'postgres' ? openOnServer(place, opening) : openLocal(place, opening)
