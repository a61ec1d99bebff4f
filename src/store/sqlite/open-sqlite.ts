import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Database } from '../database.ts'
import type { SqlitePlace } from '../database-url.ts'
import { groupCommit, type SingleConnection } from '../group-commit.ts'
import type { Schema } from '../schema.ts'
import { storeFailed } from '../store-failure.ts'
import type { Durability } from '../writes.ts'
import { sqliteDialect } from './sqlite-dialect.ts'
import { sqliteFailure, translating } from './sqlite-failure.ts'

/** Up to this size every page is checked when the database is opened; above it only the first page and the schema. */
const wholeCheckBytes = 64 * 1024 * 1024

const checked = (sqlite: DatabaseSync, name: string): void => {
  const count = Number(sqlite.prepare('pragma page_count').get()?.['page_count'])
  const size = Number(sqlite.prepare('pragma page_size').get()?.['page_size'])
  sqlite.prepare('select count(*) from sqlite_schema').get()
  if (count * size > wholeCheckBytes) return
  const found = sqlite.prepare('pragma quick_check(1)').get()?.['quick_check']
  if (found !== 'ok') throw storeFailed('damaged', name, new Error(String(found)))
}

// While it waits for a lock, SQLite blocks the event loop: the wait is short, and group-commit.ts tries again.
const settings = `
  pragma busy_timeout = 50;
  pragma auto_vacuum = incremental;
  pragma journal_mode = wal;
  pragma foreign_keys = on;
  pragma secure_delete = on;
  pragma temp_store = memory;
  pragma synchronous = full;
  pragma journal_size_limit = 16777216;
`

const openFile = (path: string): DatabaseSync => {
  mkdirSync(dirname(path), { recursive: true })
  // Nobody else on the machine may read it. SQLite gives its side files the same mode.
  closeSync(openSync(path, 'a', 0o600))
  return new DatabaseSync(path)
}

const opened = (place: SqlitePlace, name: string): DatabaseSync => {
  try {
    return place.type === 'memory' ? new DatabaseSync(':memory:') : openFile(place.path)
  } catch (error) {
    throw storeFailed('unreachable', name, error)
  }
}

/** Opens a SQLite database in write-ahead mode, checks it, and creates its file if there is none. Throws `StoreFailed`. */
export const openSqlite = (place: SqlitePlace): Database & SingleConnection => {
  const name = place.type === 'memory' ? 'in memory' : place.path
  const sqlite = opened(place, name)
  try {
    sqlite.exec(settings)
    checked(sqlite, name)
  } catch (error) {
    sqlite.close()
    throw sqliteFailure(error, name)
  }
  const connection = singleConnection(sqlite, name)
  return {
    ...connection,
    name,
    writes: (surroundings) => groupCommit(connection, surroundings),
    close: async () => {
      if (sqlite.isOpen) sqlite.close()
    },
  }
}

const singleConnection = (sqlite: DatabaseSync, name: string): SingleConnection => {
  let now: Durability = 'power-loss'
  return {
    db: new Kysely<Schema>({ dialect: sqliteDialect(sqlite, name) }),
    outlast: (durability) => {
      if (durability === now) return
      translating(name, () =>
        sqlite.exec(`pragma synchronous = ${durability === 'kill' ? 'normal' : 'full'}`),
      )
      now = durability
    },
    scrub: () =>
      translating(name, () =>
        sqlite.exec('pragma incremental_vacuum(4096); pragma wal_checkpoint(truncate)'),
      ),
  }
}
