import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../is-postgres.ts'

/** Sequences for the ordinals on PostgreSQL, where many transactions write at the same time. */
export const ordinals = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    if (!isPostgres(db)) return
    for (const table of ['conversation', 'turn', 'spending']) {
      const sequence = sql.id(`${table}_ordinal`)
      await sql`create sequence ${sequence} owned by ${sql.table(table)}.ordinal`.execute(db)
      await sql`
        select setval(${sql.lit(`${table}_ordinal`)}, (select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)}), false)`.execute(
        db,
      )
    }
  },
}
