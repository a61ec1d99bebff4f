import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { createStore } from './create-store.ts'
import { openDatabase } from './database.ts'
import { type DatabasePlace, databasePlace } from './database-url.ts'
import { takeLease } from './lease.ts'
import { migrate } from './migrate.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** What a store is opened with. */
export type StoreOptions = {
  /** `file:` and a path, or `file::memory:`. */
  readonly url: string
  readonly clock: Clock
  readonly newId?: () => string
}

const nobody = { release: () => {} }

const leaseOf = (place: DatabasePlace, clock: Clock) =>
  place.type === 'store'
    ? nobody
    : takeLease(
        place.path,
        `Process ${process.pid} on ${hostname()}, begun at ${new Date(clock.now()).toISOString()},`,
      )

/**
 * Opens the memory, and makes it where there is none. Throws `StoreFailed` when another process has it, when it is
 * damaged, when a newer version wrote it, or when it cannot be reached; the message is for the operator.
 */
export const openStore = async ({ url, clock, newId = randomUUID }: StoreOptions): Promise<Store> => {
  const place = databasePlace(url)
  const lease = leaseOf(place, clock)
  try {
    const database = openDatabase(place)
    await migrate(database.db, database.name).catch(async (error: unknown) => {
      await database.close()
      throw sqliteFailure(error, database.name)
    })
    const store = createStore(database, clock, newId)
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
