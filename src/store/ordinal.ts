import { type RawBuilder, sql } from 'kysely'

/** One more than the highest ordinal of a table, as a part of an insert into it. */
export const nextOrdinal = (table: 'conversation' | 'turn' | 'spending'): RawBuilder<number> =>
  sql<number>`(select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)})`
