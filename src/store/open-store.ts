import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { createStore } from './create-store.ts'
import type { Database } from './database.ts'
import { databasePlace, type PostgresPlace, type SqlitePlace } from './database-url.ts'
import { migrate } from './migrate.ts'
import { takeLease } from './sqlite/lease.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Options of `openStore`. */
export type StoreOptions = {
  /** An address that `databasePlace` takes. */
  readonly url: string
  readonly clock: Clock
  readonly newId?: () => string
  /** Called with faults that do not fail a call. */
  readonly onFault?: (error: unknown) => void
}

type Lease = { readonly release: () => void | Promise<void> }

/** A database that this process alone may use, with its tables up to date. */
type Opened = { readonly database: Database; readonly lease: Lease }

const holder = (clock: Clock): string =>
  `Process ${process.pid} on ${hostname()}, begun at ${new Date(clock.now()).toISOString()},`

const openLocal = async (place: SqlitePlace, clock: Clock): Promise<Opened> => {
  const lease = place.type === 'memory' ? { release: () => {} } : takeLease(place.path, holder(clock))
  try {
    const database = openSqlite(place)
    await migrate(database.db, database.name).catch(async (error: unknown) => {
      await database.close()
      throw error
    })
    return { database, lease }
  } catch (error) {
    lease.release()
    throw error
  }
}

/** Loads `pg`, which nobody needs who uses SQLite. */
const openOnServer = async (place: PostgresPlace): Promise<Opened> => {
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
  return { database: await openPostgres(place), lease }
}

/**
 * Opens the store, and creates its tables if there are none. Throws `StoreFailed` if another process uses the database,
 * if it is damaged or cannot be reached, or if a newer version wrote it; the message is for the operator.
 */
export const openStore = async ({
  url,
  clock,
  newId = randomUUID,
  onFault = () => undefined,
}: StoreOptions): Promise<Store> => {
  const place = databasePlace(url)
  const { database, lease } = await (place.type === 'postgres'
    ? openOnServer(place)
    : openLocal(place, clock))
  // A process that was killed between a commit and its scrubbing has left deleted data on the disk.
  try {
    database.scrub()
  } catch (error) {
    onFault(error)
  }
  const store = createStore(database, { clock, newId, onFault })
  return {
    ...store,
    close: async () => {
      await store.close()
      await lease.release()
    },
  }
}
