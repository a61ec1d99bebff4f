import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { type MigrationState, migrationState } from '../migrate.ts'
import type { Schema } from '../schema.ts'
import { storeFailed } from '../store-failure.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** What a database file is, seen from outside. */
export type Inspected = { readonly state: MigrationState; readonly conversations: number }

/** Looks at a database file without changing it, also while a bot writes to it. Throws `StoreFailed` as opening it would. */
export const inspectSqlite = async (path: string): Promise<Inspected> => {
  const sqlite = opened(path)
  try {
    sqlite.exec('pragma busy_timeout = 1000')
    const found = sqlite.prepare('pragma quick_check(1)').get()?.['quick_check']
    if (found !== 'ok') throw storeFailed('damaged', path, new Error(String(found)))
    const state = await migrationState(new Kysely<Schema>({ dialect: sqliteDialect(sqlite, path) }))
    const count =
      state === 'empty' ? undefined : sqlite.prepare('select count(*) as n from conversation').get()
    return { state, conversations: Number(count?.['n'] ?? 0) }
  } catch (error) {
    throw sqliteFailure(error, path)
  } finally {
    sqlite.close()
  }
}

const opened = (path: string): DatabaseSync => {
  try {
    return new DatabaseSync(path, { readOnly: true })
  } catch (error) {
    throw sqliteFailure(error, path)
  }
}
