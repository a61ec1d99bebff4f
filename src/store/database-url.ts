import { resolve } from 'node:path'
import { StoreFailed } from '../conversation/store-failed.ts'

/** Where the database is: a file, or the memory of this process (lost at its end). */
export type DatabasePlace = { readonly type: 'file'; readonly path: string } | { readonly type: 'store' }

/** Reads `file:data/tendril.db`, `file:///var/lib/tendril.db` or `file::memory:`; relative paths start at the working folder. */
export const databasePlace = (url: string): DatabasePlace => {
  const rest = /^file:(?:\/\/(?=\/))?(?<path>[^?#]+)$/.exec(url)?.groups?.['path']
  if (rest === undefined) {
    throw new StoreFailed(
      'unreachable',
      `"${url}" is not a database address: write file: and a path, as in file:data/tendril.db.`,
    )
  }
  return rest === ':memory:' ? { type: 'store' } : { type: 'file', path: resolve(rest) }
}
