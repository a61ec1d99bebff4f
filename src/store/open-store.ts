import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { Clock } from '../clock.ts'
import type { Store } from '../conversation/store.ts'
import { createStore } from './create-store.ts'
import { databasePlace } from './database-url.ts'
import { openDatabase } from './open-database.ts'
import { tidyCopies } from './sqlite/upgrade-copy.ts'

/** Options of `openStore`. */
export type StoreOptions = {
  /** An address that `databasePlace` takes. */
  readonly url: string
  readonly clock: Clock
  readonly newId?: () => string
  /** Called with faults that do not fail a call. */
  readonly onFault?: (error: unknown) => void
  /** Called with the file of a copy that was kept before an upgrade. */
  readonly onCopy?: (file: string) => void
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
  onCopy,
}: StoreOptions): Promise<Store> => {
  const holder = `Process ${process.pid} on ${hostname()}, begun at ${new Date(clock.now()).toISOString()},`
  const place = databasePlace(url)
  const { database, close } = await openDatabase(place, { holder, clock, onCopy })
  const endTidying = place.type === 'file' ? tidyCopies(place.path, clock, onFault) : () => undefined
  // A process that was killed between a commit and its scrubbing has left deleted data on the disk.
  try {
    database.scrub()
  } catch (error) {
    onFault(error)
  }
  const closeAll = async (): Promise<void> => {
    endTidying()
    await close()
  }
  return createStore({ ...database, close: closeAll }, { clock, newId, onFault })
}
