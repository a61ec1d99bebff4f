import { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { PostgresPlace } from '../database-url.ts'
import type { Schema } from '../schema.ts'
import { connectPool, type PoolUse } from './connect-pool.ts'
import { createWriteSlots, poolWrites } from './pool-writes.ts'
import { postgresDialect } from './postgres-dialect.ts'

/** Opens a PostgreSQL database, whose tables may not exist yet. Connects with the first query. */
export const openPostgres = async (place: PostgresPlace, use: PoolUse = 'everyday'): Promise<Database> => {
  const { name } = place
  const db = new Kysely<Schema>({ dialect: postgresDialect(await connectPool(place, use), name) })
  const slots = createWriteSlots()
  return {
    ...{ db, name },
    writes: ({ clock, processId }) => poolWrites({ db, clock, name, processId }, slots),
    scrub: () => undefined,
    close: () => db.destroy(),
  }
}
