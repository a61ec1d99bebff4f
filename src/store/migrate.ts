import { type Kysely, type Migration, Migrator } from 'kysely'
import { begin } from './migrations/2026-11-22-begin.ts'
import { beside } from './migrations/2026-11-23-beside.ts'
import { describedFiles } from './migrations/2026-11-28-described-files.ts'
import { revisions } from './migrations/2026-11-28-revisions.ts'
import { settings } from './migrations/2026-11-29-settings.ts'
import { allowances } from './migrations/2026-11-30-allowances.ts'
import { ordinals } from './migrations/2026-12-01-ordinals.ts'
import { shards } from './migrations/2026-12-01-shards.ts'
import { needs } from './migrations/2026-12-02-needs.ts'
import { openRequests } from './migrations/2026-12-03-more-requests.ts'
import { controls } from './migrations/2026-12-04-controls.ts'
import type { Schema } from './schema.ts'
import { storeFailed } from './store-failure.ts'

/** Every migration; they run in the order of their names. A released migration is never changed. */
const migrations: Readonly<Record<string, Migration>> = {
  '2026-11-22-begin': begin,
  '2026-11-23-beside': beside,
  '2026-11-28-described-files': describedFiles,
  '2026-11-28-revisions': revisions,
  '2026-11-29-settings': settings,
  '2026-11-30-allowances': allowances,
  '2026-12-01-ordinals': ordinals,
  '2026-12-01-shards': shards,
  '2026-12-02-needs': needs,
  '2026-12-03-more-requests': openRequests,
  '2026-12-04-controls': controls,
}

/**
 * Migrates the tables of the database called `name` to this version, in one transaction. Throws `StoreFailed` of kind
 * `newer` if a later version has written it.
 */
export const migrate = async (db: Kysely<Schema>, name: string): Promise<void> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } })
  const { error } = await migrator.migrateToLatest()
  if (error === undefined) return
  // Only on failure: it reads the schema of all tables.
  if ((await migrationState(db).catch(() => undefined)) === 'newer') throw storeFailed('newer', name, error)
  throw error
}

/** How the tables of a database are, compared with this version: `newer` where it has a migration that is not known here. */
export type MigrationState = 'empty' | 'older' | 'current' | 'newer'

/** Reads the state of a database, and changes nothing. */
export const migrationState = async (db: Kysely<Schema>): Promise<MigrationState> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some((table) => table.name === 'kysely_migration')) return 'empty'
  const known = Object.keys(migrations)
  const done = await appliedMigrations(db)
  if (done.some((migration) => !known.includes(migration))) return 'newer'
  if (done.length === 0) return 'empty'
  return done.length < known.length ? 'older' : 'current'
}

const appliedMigrations = async (db: Kysely<Schema>): Promise<readonly string[]> => {
  const rows = await db
    .withTables<{ kysely_migration: { name: string } }>()
    .selectFrom('kysely_migration')
    .select('name')
    .execute()
  return rows.map((row) => row.name)
}
