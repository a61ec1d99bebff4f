import { type Kysely, PostgresAdapter } from 'kysely'

/** Whether a database is PostgreSQL, for the few statements that the engines do not share. */
export const isPostgres = <T>(db: Kysely<T>): boolean => db.getExecutor().adapter instanceof PostgresAdapter
