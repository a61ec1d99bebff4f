import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { translating } from './sqlite-failure.ts'

/** SQLite's schema changes are transactional, so a migration that is killed half-way leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class WriteDriver extends SqliteDriver {
  readonly #database: DatabaseSync
  constructor(database: DatabaseSync, name: string) {
    super({ database: asKyselyDatabase(database, name) })
    this.#database = database
  }
  /** Takes the write lock at once: a lock taken in mid-transaction may fail without waiting (SQLITE_BUSY_SNAPSHOT). */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
  /** Does nothing where SQLite has rolled back by itself, as it does when the disk is full. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }
}

const isInput = (value: unknown): value is SQLInputValue =>
  value === null ||
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'bigint' ||
  value instanceof Uint8Array

const inputs = (values: readonly unknown[]): SQLInputValue[] =>
  values.map((value) => {
    if (isInput(value)) return value
    throw new TypeError(`SQLite cannot store a ${typeof value}: store text, a number, bytes or null`)
  })

/** How many prepared statements are kept. Statements with lists of many lengths would otherwise pile up. */
const mostPrepared = 200

/** `node:sqlite` in the shape that Kysely's driver expects, with its errors translated. */
const asKyselyDatabase = (database: DatabaseSync, name: string): SqliteDatabase => {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  const prepare = (text: string): ReturnType<SqliteDatabase['prepare']> => {
    const statement = translating(name, () => database.prepare(text))
    return {
      reader: statement.columns().length > 0,
      all: (values: readonly unknown[]) => translating(name, () => statement.all(...inputs(values))),
      run: (values: readonly unknown[]) => translating(name, () => statement.run(...inputs(values))),
      iterate: (values: readonly unknown[]) => translating(name, () => statement.iterate(...inputs(values))),
    }
  }
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const fresh = prepare(text)
      if (prepared.size < mostPrepared) prepared.set(text, fresh)
      return fresh
    },
  }
}

/** Kysely's SQLite dialect over an open `node:sqlite` database. `name` is what `StoreFailed` calls it. */
export const sqliteDialect = (database: DatabaseSync, name: string): Dialect => ({
  createAdapter: () => new TransactionalAdapter(),
  createDriver: () => new WriteDriver(database, name),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
