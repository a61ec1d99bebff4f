import { resolve } from 'node:path'
import { StoreFailed } from '../conversation/store-failed.ts'

/** The address of a SQLite database: a file, or the memory of this process (lost when it ends). */
export type SqlitePlace = { readonly type: 'file'; readonly path: string } | { readonly type: 'memory' }

/** The address of a PostgreSQL database. */
export type PostgresPlace = {
  readonly type: 'postgres'
  readonly url: string
  /** The address without user, password and options: for messages. */
  readonly name: string
}

/** The address of a database. */
export type DatabasePlace = SqlitePlace | PostgresPlace

/**
 * Parses `file:data/tendril.db`, `file:///var/lib/tendril.db`, `file::memory:` or `postgres://user:password@host/database`;
 * relative paths start at the working directory. Throws `StoreFailed`.
 */
export const databasePlace = (url: string): DatabasePlace => {
  const postgres = /^postgres(?:ql)?:\/\//.test(url) ? URL.parse(url) : null
  if (postgres !== null)
    return { type: 'postgres', url, name: `postgres://${postgres.host}${postgres.pathname}` }
  const rest = /^file:(?:\/\/(?=\/))?(?<path>[^?#]+)$/.exec(url)?.groups?.['path']
  if (rest === undefined) {
    throw new StoreFailed(
      'unreachable',
      `"${url.replace(/(:\/*).*@/s, '$1…@')}" is not a database address: write file: and a path, as in file:data/tendril.db, or postgres://user:password@host/database.`,
    )
  }
  return rest === ':memory:' ? { type: 'memory' } : { type: 'file', path: resolve(rest) }
}
