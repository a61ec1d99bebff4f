import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { storeFailed } from '../store-failure.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** The right to answer with a database, held by one process at a time. */
export type Lease = { readonly release: () => void }

const isBusy = (error: unknown): boolean => error instanceof StoreFailed && error.kind === 'locked'

const holderIn = (sqlite: DatabaseSync): string => {
  try {
    const name = sqlite.prepare('select name from holder').get()?.['name']
    return typeof name === 'string' ? name : 'another process'
  } catch {
    return 'another process'
  }
}

/** Writes down who holds it, for the words that others get, and takes the lock for good. */
const take = (sqlite: DatabaseSync, holder: string): void => {
  sqlite.exec('begin immediate')
  sqlite.exec('create table if not exists holder (name text not null); delete from holder')
  sqlite.prepare('insert into holder (name) values (?)').run(holder)
  sqlite.exec('commit')
  sqlite.exec('begin immediate')
}

/**
 * Takes the lease of the database at `path`, or throws `StoreFailed` of kind `in-use` with the name of who has it.
 *
 * It is a lock of the operating system on the file `<path>.lease`, so it ends with its process however that ends, can
 * be taken over at once, and knows no time. Containers that share a volume on one machine see each other; machines that
 * share a network folder may not (see https://www.sqlite.org/faq.html#q5).
 */
export const takeLease = (path: string, holder = `process ${process.pid}`): Lease => {
  const file = `${path}.lease`
  const sqlite = openLease(file)
  try {
    sqlite.exec('pragma busy_timeout = 300')
    take(sqlite, holder)
  } catch (error) {
    const failure = sqliteFailure(error, file)
    const by = isBusy(failure) ? holderIn(sqlite) : ''
    sqlite.close()
    if (by === '') throw failure
    throw new StoreFailed('in-use', `${by} is answering with the database ${path}: stop it first.`, {
      cause: error,
    })
  }
  return {
    release: () => {
      if (sqlite.isOpen) sqlite.close()
    },
  }
}

const openLease = (file: string): DatabaseSync => {
  try {
    mkdirSync(dirname(file), { recursive: true })
    closeSync(openSync(file, 'a', 0o600))
    return new DatabaseSync(file)
  } catch (error) {
    throw storeFailed('unreachable', file, error)
  }
}
