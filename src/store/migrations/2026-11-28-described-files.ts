import { type Kysely, sql } from 'kysely'

/**
 * Splits `file` into descriptions (`file`) and bytes (`file_content`), so that reading a conversation reads no bytes.
 * The old table is renamed: nothing of its bytes is copied through memory.
 */
export const describedFiles = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('file').renameTo('file_content').execute()
    await db.schema
      .createTable('file')
      .addColumn('question_id', 'text', (column) =>
        column.notNull().references('turn.id').onDelete('cascade'),
      )
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('media_type', 'text', (column) => column.notNull())
      .addColumn('size', 'bigint', (column) => column.notNull())
      .addColumn('tokens', 'integer')
      .addColumn('pages', 'integer')
      .addColumn('width', 'integer')
      .addColumn('height', 'integer')
      .addPrimaryKeyConstraint('file_description_key', ['question_id', 'position'])
      .execute()
    await sql`
      insert into file (question_id, position, name, media_type, size)
      select question_id, position, name, media_type, octet_length(bytes) from file_content`.execute(db)
    await db.schema.alterTable('file_content').dropColumn('name').execute()
    await db.schema.alterTable('file_content').dropColumn('media_type').execute()
  },
}
