import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../is-postgres.ts'

/**
 * Who answers what, where several processes share the bot. The processes and their shards are only known to PostgreSQL; a
 * turn has its columns on both engines, so that a database can be moved.
 */
export const shards = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('turn').addColumn('process_id', 'text').execute()
    await db.schema.alterTable('turn').addColumn('shard', 'integer').execute()
    if (!isPostgres(db)) return
    await sql`create table bot_process (
      id text primary key,
      capacity integer not null,
      expires_at bigint not null)`.execute(db)
    await sql`create table shard_lease (
      shard integer primary key,
      shard_count integer not null,
      process_id text references bot_process on delete set null,
      session text)`.execute(db)
    await sql`create table identify_turn (bucket integer primary key, free_at bigint not null)`.execute(db)
  },
}
