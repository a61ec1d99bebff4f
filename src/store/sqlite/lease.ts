import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreFailed } from '../../conversation/store-failed.ts'
import { storeFailed } from '../store-failure.ts'
import { sqliteFailure } from './sqlite-failure.ts'

/** The exclusive right of one process to use a database. */
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

/** Stores who holds the lease, for the error that others get, and keeps the lock. */
const take = (sqlite: DatabaseSync, holder: string): void => {
  sqlite.exec('begin immediate')
  sqlite.exec('create table if not exists holder (name text not null); delete from holder')
  sqlite.prepare('insert into holder (name) values (?)').run(holder)
  sqlite.exec('commit')
  sqlite.exec('begin immediate')
}

/**
 * Takes the lease of the database at `path`. Throws `StoreFailed` of kind `in-use` with the name of the holder.
 *
 * The lease is an operating system lock on the file `<path>.lease`: it ends with its process, whatever ends that, and needs
 * no time-out. Containers that share a volume on one machine see each other; machines that share a network folder may not
 * (https://www.sqlite.org/faq.html#q5).
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
