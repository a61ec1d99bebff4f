import { type Kysely, sql } from 'kysely'

const conversation = (db: Kysely<unknown>) =>
  db.schema
    .createTable('conversation')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('ordinal', 'bigint', (column) => column.notNull().unique())
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('head_id', 'text')
    .addColumn('inherited_id', 'text')
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .execute()

const turn = (db: Kysely<unknown>) =>
  db.schema
    .createTable('turn')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('ordinal', 'bigint', (column) => column.notNull().unique())
    .addColumn('conversation_id', 'text', (column) =>
      column.notNull().references('conversation.id').onDelete('cascade'),
    )
    .addColumn('parent_id', 'text', (column) => column.references('turn.id').onDelete('set null'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.unique())
    .addColumn('speaker_id', 'text')
    .addColumn('speaker_name', 'text')
    .addColumn('locale', 'text')
    .addColumn('quote', 'text')
    .addColumn('quote_author_id', 'text')
    .addColumn('model', 'text')
    .addColumn('stop_reason', 'text')
    .addColumn('failure', 'text')
    .addColumn('usage', 'text')
    .addColumn('sources', 'text')
    .addColumn('timing', 'text')
    .addColumn('displayed', 'integer')
    .execute()

const piece = (db: Kysely<unknown>) =>
  db.schema
    .createTable('piece')
    .addColumn('answer_id', 'text', (column) => column.notNull().references('turn.id').onDelete('cascade'))
    .addColumn('start', 'integer', (column) => column.notNull())
    .addColumn('size', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('piece_key', ['answer_id', 'start'])
    .execute()

const file = (db: Kysely<unknown>) =>
  db.schema
    .createTable('file')
    .addColumn('question_id', 'text', (column) => column.notNull().references('turn.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('media_type', 'text', (column) => column.notNull())
    // PostgreSQL's name for bytes; SQLite stores a blob as it is in a column of any name.
    .addColumn('bytes', 'bytea', (column) => column.notNull())
    .addPrimaryKeyConstraint('file_key', ['question_id', 'position'])
    .execute()

const summary = (db: Kysely<unknown>) =>
  db.schema
    .createTable('summary')
    .addColumn('turn_id', 'text', (column) => column.primaryKey().references('turn.id').onDelete('cascade'))
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()

const shownMessage = (db: Kysely<unknown>) =>
  db.schema
    .createTable('shown_message')
    .addColumn('message_id', 'text', (column) => column.primaryKey())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('turn_id', 'text', (column) => column.notNull().references('turn.id').onDelete('cascade'))
    .addColumn('page', 'integer', (column) => column.notNull())
    .addColumn('application_id', 'text')
    .addColumn('token', 'text')
    .addColumn('token_ends_at', 'bigint')
    .execute()

const spending = (db: Kysely<unknown>) =>
  db.schema
    .createTable('spending')
    .addColumn('ordinal', 'bigint', (column) => column.primaryKey())
    .addColumn('answer_id', 'text', (column) => column.references('turn.id').onDelete('set null'))
    .addColumn('place', 'text', (column) => column.notNull())
    .addColumn('speaker_id', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('input', 'bigint', (column) => column.notNull())
    .addColumn('cache_write_5m', 'bigint', (column) => column.notNull())
    .addColumn('cache_write_1h', 'bigint', (column) => column.notNull())
    .addColumn('cache_read', 'bigint', (column) => column.notNull())
    .addColumn('output', 'bigint', (column) => column.notNull())
    .addColumn('thinking', 'bigint', (column) => column.notNull())
    .addColumn('web_searches', 'bigint', (column) => column.notNull())
    .addColumn('dollars', 'double precision')
    .execute()

const indexes = async (db: Kysely<unknown>): Promise<void> => {
  const make = (name: string, on: string, columns: string[]) =>
    db.schema.createIndex(name).on(on).columns(columns).execute()
  await make('conversation_of_place', 'conversation', ['place', 'ordinal'])
  await make('turn_of_conversation', 'turn', ['conversation_id', 'at'])
  await make('turn_of_parent', 'turn', ['parent_id'])
  await make('turn_of_speaker', 'turn', ['speaker_id'])
  await make('turn_of_quoted', 'turn', ['quote_author_id'])
  await make('shown_message_of_turn', 'shown_message', ['turn_id'])
  await make('shown_message_token', 'shown_message', ['token_ends_at'])
  await make('spending_of_answer', 'spending', ['answer_id'])
  await make('spending_of_speaker', 'spending', ['speaker_id', 'at'])
  await make('spending_at', 'spending', ['at'])
  await sql`create index turn_undisplayed on turn (ordinal) where displayed = 0`.execute(db)
  await sql`create index turn_unfinished on turn (ordinal) where state in ('waiting', 'writing')`.execute(db)
}

/** The tables that everything began with. */
export const begin = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const make of [conversation, turn, piece, file, summary, shownMessage, spending, indexes]) {
      await make(db)
    }
  },
}
