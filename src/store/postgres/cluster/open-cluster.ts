import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Clock } from '../../../clock.ts'
import type { Store } from '../../../conversation/store.ts'
import type { PlaceId } from '../../../conversation/turn.ts'
import { createStore } from '../../create-store.ts'
import type { PostgresPlace } from '../../database-url.ts'
import { migrate } from '../../migrate.ts'
import type { Schema } from '../../schema.ts'
import type { TurnOwner } from '../../store-context.ts'
import { hasLivingOwner, leaveUnfinished } from '../../turn-owner.ts'
import { openPostgres } from '../open-postgres.ts'
import { refuseIfTaken } from '../single-process.ts'
import { type Cluster, createCluster } from './cluster.ts'

/** A database that several processes of one bot share, as one of them sees it. */
export type OpenCluster = Cluster & {
  readonly id: string
  /** The database for one shard, from now until this process gives it away. */
  readonly unitOf: (shard: number) => ClusterUnit
  readonly close: () => Promise<void>
}

/** The database as one shard in one process sees it. */
export type ClusterUnit = {
  /** The store through which it writes. */
  readonly store: Store
  /** Whether somebody else who lives still writes a reply in a place, as one may for a while who has given the shard away. */
  readonly isBusyElsewhere: (place: PlaceId) => Promise<boolean>
  /** Leaves what it has not finished to whoever has the shard. Nothing of it may run any more. */
  readonly leave: () => Promise<void>
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
  let units = 0
  const unitOf = (shard: number): ClusterUnit => {
    units += 1
    const owner = { processId: id, shard, unitId: `${id}:${units}` }
    return {
      store: createStore(shared, { clock, newId: randomUUID, onFault, owner }),
      isBusyElsewhere: (at) => isBusyElsewhere(database.db, at, owner),
      leave: () => leaveUnfinished(database.db, owner),
    }
  }
  return { ...cluster, id, unitOf, close: database.close }
}

const isBusyElsewhere = async (
  db: Kysely<Schema>,
  place: PlaceId,
  { unitId }: TurnOwner,
): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from turn join conversation on conversation.id = conversation_id
    where place = ${place} and role = 'answer' and state = 'writing'
      and process_id <> ${unitId} and ${hasLivingOwner} limit 1`.execute(db)
  return rows.length > 0
}
