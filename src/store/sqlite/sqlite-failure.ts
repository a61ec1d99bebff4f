import type { StoreFailure } from '../../conversation/store-failed.ts'
import { storeFailed } from '../store-failure.ts'

/** The primary result codes of SQLite that are expected failures (https://www.sqlite.org/rescode.html). */
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

const resultCode = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** Translates an error of `node:sqlite` into `StoreFailed`. Returns any other error unchanged. */
export const sqliteFailure = (error: unknown, name: string): unknown => {
  const code = resultCode(error)
  const kind = code === undefined ? undefined : kinds[code]
  return kind === undefined ? error : storeFailed(kind, name, error)
}

/** Runs `act` and translates what it throws. */
export const translating = <T>(name: string, act: () => T): T => {
  try {
    return act()
  } catch (error) {
    throw sqliteFailure(error, name)
  }
}
