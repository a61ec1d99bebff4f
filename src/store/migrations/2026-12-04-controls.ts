import { type Kysely, sql } from 'kysely'

/**
 * Which answers have buttons, so that the next answer of their conversation can take them away. Of those from before, the
 * newest of each conversation is taken to have them; older ones keep theirs, since that would be thousands of requests at once.
 */
export const controls = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('turn').addColumn('controls', 'text').execute()
    await sql`
      update turn set controls = 'shown'
      where role = 'answer' and displayed = 1 and id in (select head_id from conversation)`.execute(db)
    await sql`create index turn_with_controls on turn (conversation_id) where controls is not null`.execute(
      db,
    )
  },
}
