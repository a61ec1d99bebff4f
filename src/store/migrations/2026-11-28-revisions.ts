import type { Kysely } from 'kysely'

/** Revisions of turns, questions that cannot be sent, and two names: `metadata` for `beside`, `text_chunk` for `piece`. */
export const revisions = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('turn').renameColumn('beside', 'metadata').execute()
    await db.schema.alterTable('piece').renameTo('text_chunk').execute()
    await db.schema
      .alterTable('turn')
      .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await db.schema.alterTable('turn').addColumn('unsendable', 'text').execute()
  },
}
