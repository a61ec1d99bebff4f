import { type Kysely, type RawBuilder, sql } from 'kysely'
import { isPostgres } from './is-postgres.ts'
import type { Schema } from './schema.ts'

/** The tables whose rows are numbered in the order in which they were written. */
export type OrderedTable = 'conversation' | 'turn' | 'spending'

/** A higher ordinal than any of a table, for use in an insert into it. PostgreSQL takes it from a sequence: many write at once. */
export const nextOrdinal = (db: Kysely<Schema>, table: OrderedTable): RawBuilder<number> =>
  isPostgres(db)
    ? sql<number>`nextval(${sql.lit(`${table}_ordinal`)})`
    : sql<number>`(select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)})`
