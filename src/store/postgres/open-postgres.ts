import { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { PostgresPlace } from '../database-url.ts'
import type { Schema } from '../schema.ts'
import { connectPool, type PoolUse } from './connect-pool.ts'
import { poolWrites } from './pool-writes.ts'
import { postgresDialect } from './postgres-dialect.ts'

/** Opens a PostgreSQL database, whose tables may not exist yet. Connects with the first query. */
export const openPostgres = async (place: PostgresPlace, use: PoolUse = 'everyday'): Promise<Database> => {
  const { name } = place
  const db = new Kysely<Schema>({ dialect: postgresDialect(await connectPool(place, use), name) })
  return {
    ...{ db, name },
    writes: (surroundings) => poolWrites(db, surroundings),
    scrub: () => undefined,
    close: () => db.destroy(),
  }
}
