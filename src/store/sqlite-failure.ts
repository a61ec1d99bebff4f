import { StoreFailed, type StoreFailure } from '../conversation/store-failed.ts'

/** The primary result codes of SQLite that have an outcome of their own (https://www.sqlite.org/rescode.html). */
const kinds: Readonly<Record<number, StoreFailure>> = {
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'unreachable', // SQLITE_READONLY
  10: 'unreachable', // SQLITE_IOERR
  11: 'damaged', // SQLITE_CORRUPT
  13: 'disk-full', // SQLITE_FULL
  14: 'unreachable', // SQLITE_CANTOPEN
  23: 'unreachable', // SQLITE_AUTH
  26: 'damaged', // SQLITE_NOTADB
}

const advice = (kind: StoreFailure, name: string): string => {
  switch (kind) {
    case 'disk-full':
      return `There is no room left on the disk for the database ${name}: free some space.`
    case 'locked':
      return `Another program is writing to the database ${name}: close it, then try again.`
    case 'in-use':
      return `Another process is answering with the database ${name}: stop it first.`
    case 'damaged':
      return `The database ${name} is damaged: put a backup in its place, or move it away to start with an empty one.`
    case 'unreachable':
      return `The database ${name} cannot be opened or written: check that its folder exists, that this user may write there, and that the disk is well.`
    case 'newer':
      return `The database ${name} was written by a newer version of Tendril: start that version, or put back the backup from before it.`
  }
}

/** A `StoreFailed` in words for the database called `name`. */
export const storeFailed = (kind: StoreFailure, name: string, cause?: unknown): StoreFailed =>
  new StoreFailed(kind, advice(kind, name), { cause })

const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** What `node:sqlite` threw, as a `StoreFailed` where that is what it means; anything else as it is. */
export const sqliteFailure = (error: unknown, name: string): unknown => {
  const code = resultCode(error)
  const kind = code === undefined ? undefined : kinds[code]
  return kind === undefined ? error : storeFailed(kind, name, error)
}
