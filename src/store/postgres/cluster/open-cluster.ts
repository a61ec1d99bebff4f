import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Clock } from '../../../clock.ts'
import type { Store } from '../../../conversation/store.ts'
import type { PlaceId } from '../../../conversation/turn.ts'
import { createStore } from '../../create-store.ts'
import type { PostgresPlace } from '../../database-url.ts'
import { migrate } from '../../migrate.ts'
import { openPostgres } from '../open-postgres.ts'
import { refuseIfTaken } from '../single-process.ts'
import { type Cluster, createCluster } from './cluster.ts'

/** A database that several processes of one bot share, as one of them sees it. */
export type OpenCluster = Cluster & {
  readonly id: string
  /** The store through which one shard writes. */
  readonly storeOf: (shard: number) => Store
  /** Whether another living process still writes a reply in a place, as it may for a while after it has given its shard away. */
  readonly isBusyElsewhere: (place: PlaceId) => Promise<boolean>
  readonly close: () => Promise<void>
}

export type ClusterSurroundings = {
  readonly place: PostgresPlace
  readonly clock: Clock
  readonly onFault: (error: unknown) => void
  readonly capacity: number
  readonly total: number
}

/** Opens the database, brings its tables up to date, and makes this process a member. Throws `StoreFailed`. */
export const openCluster = async (given: ClusterSurroundings): Promise<OpenCluster> => {
  const { place, clock, onFault, capacity, total } = given
  const migrating = await openPostgres(place, 'patient')
  try {
    await refuseIfTaken(migrating.db, place.name)
    await migrate(migrating.db, place.name)
  } finally {
    await migrating.close()
  }
  const id = randomUUID()
  const database = await openPostgres(place)
  const cluster = createCluster(database.db, { id, capacity, total })
  try {
    await cluster.join()
  } catch (error) {
    await database.close()
    throw error
  }
  // The connections are the process's: a shard that goes closes nothing.
  const shared = { ...database, close: async () => {} }
  return {
    ...cluster,
    id,
    storeOf: (shard) =>
      createStore(shared, { clock, newId: randomUUID, onFault, owner: { processId: id, shard } }),
    isBusyElsewhere: async (at) => {
      const { rows } = await sql`
        select 1 from turn join conversation on conversation.id = conversation_id
        where place = ${at} and role = 'answer' and state = 'writing' and process_id <> ${id}
          and exists (select from bot_process where bot_process.id = process_id) limit 1`.execute(database.db)
      return rows.length > 0
    },
    close: database.close,
  }
}
