import { resolve } from 'node:path'
import { StoreFailed } from '../conversation/store-failed.ts'

/** The address of the database: a file, or the memory of this process (lost when it ends). */
export type DatabasePlace = { readonly type: 'file'; readonly path: string } | { readonly type: 'memory' }

/** Parses `file:data/tendril.db`, `file:///var/lib/tendril.db` or `file::memory:`; relative paths start at the working directory. Throws `StoreFailed`. */
export const databasePlace = (url: string): DatabasePlace => {
  const rest = /^file:(?:\/\/(?=\/))?(?<path>[^?#]+)$/.exec(url)?.groups?.['path']
  if (rest === undefined) {
    throw new StoreFailed(
      'unreachable',
      `"${url}" is not a database address: write file: and a path, as in file:data/tendril.db.`,
    )
  }
  return rest === ':memory:' ? { type: 'memory' } : { type: 'file', path: resolve(rest) }
}
