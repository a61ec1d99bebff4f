import { type Kysely, type Migration, Migrator } from 'kysely'
import { begin } from './migrations/begin.ts'
import { beside } from './migrations/beside.ts'
import type { Schema } from './schema.ts'
import { storeFailed } from './sqlite-failure.ts'

/** Every migration in the order of its name. One that has been released is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-begin': begin,
  '2026-11-23-beside': beside,
}

/** Brings the tables of the database called `name` to what this version needs; all of it or nothing. */
export const migrate = async (db: Kysely<Schema>, name: string): Promise<void> => {
  const known = new Set(Object.keys(migrations))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  // Asked only now: the answer costs a look at all tables.
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true }).catch(() => [])
  if (tables.some((table) => table.name === 'kysely_migration')) {
    const done = await appliedMigrations(db)
    if (done.some((migration) => !known.has(migration))) throw storeFailed('newer', name, error)
  }
  throw error
}

const appliedMigrations = async (db: Kysely<Schema>): Promise<readonly string[]> => {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}
