import { type Kysely, sql } from 'kysely'

/** More can be asked for again once what was asked for is allowed: only requests that are open are one for each allowance and day. */
export const openRequests = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema
      .createTable('more_request_new')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('server_id', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('channel_id', 'text', (column) => column.notNull())
      .addColumn('account', 'text', (column) => column.notNull())
      .addColumn('length', 'text', (column) => column.notNull())
      .addColumn('unit', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('allowed_by', 'text')
      .execute()
    const columns = sql.raw(
      'id, server_id, person_id, channel_id, account, length, unit, amount, day, allowed_by',
    )
    await sql`insert into more_request_new (${columns}) select ${columns} from more_request`.execute(db)
    await db.schema.dropTable('more_request').execute()
    await sql`alter table more_request_new rename to more_request`.execute(db)
    await db.schema
      .createIndex('more_request_of_server')
      .on('more_request')
      .columns(['server_id', 'day'])
      .execute()
    await sql`
      create unique index more_request_open on more_request (account, length, unit, day) where allowed_by is null`.execute(
      db,
    )
  },
}
