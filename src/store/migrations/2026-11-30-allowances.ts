import type { Kysely } from 'kysely'

const use = (db: Kysely<unknown>) =>
  db.schema
    .createTable('allowance_use')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('spent_micro_dollars', 'bigint', (column) => column.notNull())
    .addColumn('spent_tokens', 'bigint', (column) => column.notNull())
    .addColumn('reserved_micro_dollars', 'bigint', (column) => column.notNull())
    .addColumn('reserved_tokens', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('allowance_use_key', ['account', 'period'])
    .execute()

const reservation = (db: Kysely<unknown>) =>
  db.schema
    .createTable('reservation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('server_id', 'text')
    .addColumn('channel_id', 'text')
    .addColumn('day', 'text', (column) => column.notNull())
    .addColumn('month', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('micro_dollars', 'bigint', (column) => column.notNull())
    .addColumn('tokens', 'bigint', (column) => column.notNull())
    .addColumn('input_tokens', 'bigint', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('process_id', 'text')
    .execute()

const allowance = (db: Kysely<unknown>) =>
  db.schema
    .createTable('allowance')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('length', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('amount', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('allowance_key', ['server_id', 'subject', 'length', 'unit'])
    .execute()

const moreRequest = (db: Kysely<unknown>) =>
  db.schema
    .createTable('more_request')
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
    .addUniqueConstraint('more_request_once', ['account', 'length', 'unit', 'day'])
    .execute()

const alert = (db: Kysely<unknown>) =>
  db.schema
    .createTable('allowance_alert')
    .addColumn('account', 'text', (column) => column.notNull())
    .addColumn('period', 'text', (column) => column.notNull())
    .addColumn('unit', 'text', (column) => column.notNull())
    .addColumn('percent', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('allowance_alert_key', ['account', 'period', 'unit', 'percent'])
    .execute()

const recentQuestion = (db: Kysely<unknown>) =>
  db.schema
    .createTable('recent_question')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()

const secretKey = (db: Kysely<unknown>) =>
  db.schema
    .createTable('secret_key')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()

const indexes = async (db: Kysely<unknown>): Promise<void> => {
  const make = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute()
  await make('spending_of_server', 'spending', ['server_id', 'at'])
  await make('more_request_of_server', 'more_request', ['server_id', 'day'])
  await make('recent_question_of_person', 'recent_question', ['person_id', 'at'])
  await make('recent_question_at', 'recent_question', ['at'])
}

/** What may be spent: use by account and period, reservations, allowances of servers, and the server of each spending. */
export const allowances = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('spending').addColumn('server_id', 'text').execute()
    for (const make of [use, reservation, allowance, moreRequest, alert, recentQuestion, secretKey, indexes])
      await make(db)
  },
}
