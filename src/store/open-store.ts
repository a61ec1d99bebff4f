import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { createStore } from './create-store.ts'
import { type DatabasePlace, databasePlace } from './database-url.ts'
import { migrate } from './migrate.ts'
import { takeLease } from './sqlite/lease.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** Options of `openStore`. */
export type StoreOptions = {
  /** `file:` and a path, or `file::memory:`. */
  readonly url: string
  readonly clock: Clock
  readonly newId?: () => string
  /** Called with faults that do not fail a call. */
  readonly onFault?: (error: unknown) => void
}

const nobody = { release: () => {} }

const leaseOf = (place: DatabasePlace, clock: Clock) =>
  place.type === 'memory'
    ? nobody
    : takeLease(
        place.path,
        `Process ${process.pid} on ${hostname()}, begun at ${new Date(clock.now()).toISOString()},`,
      )

/**
 * Opens the store, and creates its database if there is none. Throws `StoreFailed` if another process uses the database,
 * if it is damaged or cannot be reached, or if a newer version wrote it; the message is for the operator.
 */
export const openStore = async ({
  url,
  clock,
  newId = randomUUID,
  onFault = () => undefined,
}: StoreOptions): Promise<Store> => {
  const place = databasePlace(url)
  const lease = leaseOf(place, clock)
  try {
    const database = openSqlite(place)
    await migrate(database.db, database.name).catch(async (error: unknown) => {
      await database.close()
      throw error
    })
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
        lease.release()
      },
    }
  } catch (error) {
    lease.release()
    throw error
  }
}
