import type { Kysely } from 'kysely'
import type { Clock } from '../clock.ts'
import type { Schema } from './schema.ts'
import type { Write } from './writes.ts'

/** What every part of the store works with. */
export type StoreContext = {
  readonly db: Kysely<Schema>
  readonly write: Write
  readonly clock: Clock
  readonly newId: () => string
}
