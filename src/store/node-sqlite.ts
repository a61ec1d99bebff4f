import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import {
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'

/** SQLite's schema changes do take part in transactions, so a migration that is killed half-way leaves nothing behind. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** Does not roll back what SQLite has already rolled back itself, as it does when the disk is full. */
class ForgivingDriver extends SqliteDriver {
  readonly #database: DatabaseSync
  constructor(database: DatabaseSync) {
    super({ database: asKyselyDatabase(database) })
    this.#database = database
  }
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

/** `node:sqlite` in the shape that Kysely's driver expects. Statements are prepared once for each text. */
const asKyselyDatabase = (database: DatabaseSync): SqliteDatabase => {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>()
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = prepared.get(text)
      if (known !== undefined) return known
      const statement = database.prepare(text)
      const fresh = {
        reader: statement.columns().length > 0,
        all: (values: readonly unknown[]) => statement.all(...inputs(values)),
        run: (values: readonly unknown[]) => statement.run(...inputs(values)),
        iterate: (values: readonly unknown[]) => statement.iterate(...inputs(values)),
      }
      // Texts with lists of many lengths must not pile up.
      if (prepared.size < 200) prepared.set(text, fresh)
      return fresh
    },
  }
}

/** Kysely's SQLite dialect over an open `node:sqlite` database. */
export const nodeSqliteDialect = (database: DatabaseSync): Dialect => ({
  createAdapter: () => new TransactionalAdapter(),
  createDriver: () => new ForgivingDriver(database),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})
