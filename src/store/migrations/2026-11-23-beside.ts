import type { Kysely } from 'kysely'

/** What is shown of an answer beside its text. */
export const beside = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('turn').addColumn('beside', 'text').execute()
  },
}
