import { type Kysely, sql } from 'kysely'
import type { Controls, Store } from '../conversation/store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** Marks the buttons of the answers to earlier questions of the same conversation as outdated. */
const outdateEarlier = async (db: Kysely<Schema>, answerId: string): Promise<void> => {
  const newest = await db
    .selectFrom('turn as answer')
    .innerJoin('turn as question', 'question.id', 'answer.parent_id')
    .where('answer.id', '=', answerId)
    .select(['answer.conversation_id', 'question.ordinal'])
    .executeTakeFirst()
  if (newest === undefined) return
  await db
    .updateTable('turn')
    .set({ controls: 'outdated' })
    .where('conversation_id', '=', newest.conversation_id)
    .where('controls', '=', 'shown')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('turn as earlier')
          .select('earlier.id')
          .whereRef('earlier.id', '=', 'turn.parent_id')
          .where('earlier.ordinal', '<', newest.ordinal),
      ),
    )
    .execute()
}

/** Records that the end of an answer is visible, and with which buttons. */
const confirm = async (db: Kysely<Schema>, answerId: string, controls: Controls): Promise<void> => {
  await db
    .updateTable('turn')
    .set({ displayed: 1, controls: controls === 'none' ? null : 'shown' })
    .where('id', '=', answerId)
    .execute()
  if (controls === 'newest') await outdateEarlier(db, answerId)
}

/** Of several processes that share the database, each asks for the answers of its own shard. */
const inShard = ({ owner }: StoreContext) =>
  owner === undefined
    ? sql<boolean>`true`
    : sql<boolean>`coalesce(turn.shard, 0) % (select max(shard_count) from shard_lease) = ${owner.shard}`

/** Which answers have buttons on Discord. */
export const shownControls = (
  store: StoreContext,
): Pick<Store, 'confirmDisplayed' | 'outdatedControls' | 'controlsRemoved'> => ({
  confirmDisplayed: (answerId, controls = 'none') =>
    store.write((db) => confirm(db, answerId, controls), { within: { turn: answerId } }),
  outdatedControls: async (conversationId) => {
    const all = store.db
      .selectFrom('turn')
      .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
      .where('turn.controls', '=', 'outdated')
      .select(['turn.id', 'turn.parent_id', 'turn.conversation_id', 'conversation.place'])
      .orderBy('turn.ordinal', 'desc')
    const rows = await (conversationId === undefined
      ? all.where(inShard(store))
      : all.where('turn.conversation_id', '=', conversationId)
    ).execute()
    return rows.map((row) => ({
      answerId: row.id,
      questionId: row.parent_id ?? '',
      conversationId: row.conversation_id,
      place: row.place,
    }))
  },
  controlsRemoved: (answerId) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ controls: null })
          .where('id', '=', answerId)
          .where('controls', '=', 'outdated')
          .execute()
      },
      { within: { turn: answerId } },
    ),
})
