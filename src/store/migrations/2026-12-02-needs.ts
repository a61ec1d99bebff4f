import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../is-postgres.ts'

/** How much each process has to do: Discord's global limit is split by that. */
export const needs = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    if (isPostgres(db))
      await sql`alter table bot_process add column need integer not null default 0`.execute(db)
  },
}
