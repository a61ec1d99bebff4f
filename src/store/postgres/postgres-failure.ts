import { StoreFailed, type StoreFailure } from '../../conversation/store-failed.ts'

/**
 * Classes and codes of PostgreSQL's errors that are expected failures
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). A longer prefix wins.
 */
const kinds: Readonly<Record<string, StoreFailure>> = {
  '08': 'unreachable', // connection exception
  '28': 'unreachable', // invalid authorization specification
  '3D000': 'unreachable', // the database does not exist
  '53': 'unreachable', // insufficient resources: too many connections, out of memory
  '53100': 'disk-full',
  '57': 'unreachable', // operator intervention: shutdown, crash, cancelled by a time-out
  '58': 'unreachable', // system error: I/O error
  '25006': 'unreachable', // read-only transaction: a standby
  '25P03': 'unreachable', // ended by idle_in_transaction_session_timeout
  '40001': 'locked', // serialization failure
  '40P01': 'locked', // deadlock
  '55P03': 'locked', // lock not available
  '42501': 'unreachable', // no privilege
  XX001: 'damaged',
  XX002: 'damaged', // index corrupted
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** What node-postgres says of itself has no code. */
const ofTheDriver =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|not queryable|server does not support SSL|timeout expired|SASL|password must be a string/

/** Whether an error says that the connection is of no more use: it is broken, or its server does not answer. */
export const isConnectionLost = (error: unknown): boolean =>
  error instanceof Error && (/^(08|57P|25P03)/.test(codeOf(error)) || !/^[0-9A-Z]{5}$/.test(codeOf(error)))

const kindOf = (error: unknown): StoreFailure | undefined => {
  const code = codeOf(error)
  if (/^[0-9A-Z]{5}$/.test(code)) return kinds[code] ?? kinds[code.slice(0, 2)]
  // Errors of sockets, of TLS and of names: ECONNREFUSED, ENOTFOUND, CERT_HAS_EXPIRED …
  if (/^[A-Z][A-Z0-9_]+$/.test(code)) return 'unreachable'
  return error instanceof Error && ofTheDriver.test(error.message) ? 'unreachable' : undefined
}

const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message || codeOf(error) : String(error)
}

const advice = (kind: StoreFailure, name: string, reason: string): string => {
  switch (kind) {
    case 'disk-full':
      return `There is no space left on the disk of the server of ${name}: free some space.`
    case 'locked':
      return `Others are writing to ${name} (${reason}): try again.`
    case 'in-use':
      return `Another process is answering with ${name}: stop it first.`
    case 'damaged':
      return `The database ${name} is damaged (${reason}): restore a backup.`
    case 'unreachable':
      return `The database ${name} cannot be used: ${reason}. Check DATABASE_URL, that the server runs, and that this user may write there.`
    case 'newer':
      return `The database ${name} was written by a newer version of Tendril: start that version, or restore the backup from before the upgrade.`
  }
}

/** A `StoreFailed` about the PostgreSQL database called `name`, with advice for the operator. */
export const postgresFailed = (kind: StoreFailure, name: string, cause?: unknown): StoreFailed =>
  new StoreFailed(kind, advice(kind, name, reasonOf(cause)), { cause })

/** Translates an error of `pg` into `StoreFailed`. Returns any other error unchanged. */
export const postgresFailure = (error: unknown, name: string): unknown => {
  if (error instanceof StoreFailed) return error
  const kind = kindOf(error)
  return kind === undefined ? error : postgresFailed(kind, name, error)
}
