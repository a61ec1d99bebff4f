import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { DatabasePlace } from './database-url.ts'
import { nodeSqliteDialect } from './node-sqlite.ts'
import type { Schema } from './schema.ts'
import { sqliteFailure, storeFailed } from './sqlite-failure.ts'

/** What a commit outlasts: `kill` the end of the process at any moment, `power-loss` also that of the machine. */
export type Durability = 'kill' | 'power-loss'

/** An open database with the few things that SQL says differently from one database to the next. */
export type Database = {
  readonly db: Kysely<Schema>
  /** What people know it by: its path. */
  readonly name: string
  /** What commits outlast from now on. Never called within a transaction. */
  readonly outlast: (durability: Durability) => void
  /** Makes what was deleted disappear from the disk too, and gives some of the room back. */
  readonly scrub: () => void
  readonly close: () => Promise<void>
}

/** Up to this size every page is looked at when the database is opened; beyond it only the first and the schema. */
const wholeCheckBytes = 64 * 1024 * 1024

const checked = (sqlite: DatabaseSync, name: string): void => {
  const count = Number(sqlite.prepare('pragma page_count').get()?.['page_count'])
  const size = Number(sqlite.prepare('pragma page_size').get()?.['page_size'])
  sqlite.prepare('select count(*) from sqlite_schema').get()
  if (count * size > wholeCheckBytes) return
  const found = sqlite.prepare('pragma quick_check(1)').get()?.['quick_check']
  if (found !== 'ok') throw storeFailed('damaged', name, new Error(String(found)))
}

const settings = `
  pragma busy_timeout = 2000;
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
  // What people said and tokens are in it: nobody else on the machine may read it. SQLite gives its side files the same mode.
  closeSync(openSync(path, 'a', 0o600))
  return new DatabaseSync(path)
}

const opened = (place: DatabasePlace, name: string): DatabaseSync => {
  try {
    return place.type === 'store' ? new DatabaseSync(':memory:') : openFile(place.path)
  } catch (error) {
    throw storeFailed('unreachable', name, error)
  }
}

/**
 * Opens the SQLite database in write-ahead mode, checks that it is whole, and makes its file when there is none.
 * Throws `StoreFailed`.
 */
export const openDatabase = (place: DatabasePlace): Database => {
  const name = place.type === 'store' ? 'in memory' : place.path
  const sqlite = opened(place, name)
  try {
    sqlite.exec(settings)
    checked(sqlite, name)
  } catch (error) {
    sqlite.close()
    throw sqliteFailure(error, name)
  }
  let now: Durability = 'power-loss'
  return {
    db: new Kysely<Schema>({ dialect: nodeSqliteDialect(sqlite) }),
    name,
    outlast: (durability) => {
      if (durability === now) return
      sqlite.exec(`pragma synchronous = ${durability === 'kill' ? 'normal' : 'full'}`)
      now = durability
    },
    scrub: () => sqlite.exec('pragma incremental_vacuum(4096); pragma wal_checkpoint(truncate)'),
    close: async () => {
      if (sqlite.isOpen) sqlite.close()
    },
  }
}
