import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Write } from './commit.ts'
import type { Schema } from './schema.ts'

/** What each part of the memory is made of. */
export type StoreContext = {
  readonly db: Kysely<Schema>
  readonly write: Write
  readonly clock: Clock
  readonly newId: () => string
}
