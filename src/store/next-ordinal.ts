import { type RawBuilder, sql } from 'kysely'

/** One more than the highest ordinal of a table, for use in an insert into it. */
export const nextOrdinal = (table: 'conversation' | 'turn' | 'spending'): RawBuilder<number> =>
  sql<number>`(select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)})`
