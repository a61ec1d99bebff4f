import type { Kysely, Selectable } from 'kysely'
import type { ShownMessage, Store } from '../conversation/store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

const shownOf = (row: Selectable<Schema['shown_message']>, now: number): ShownMessage => {
  const { token, application_id: applicationId, token_ends_at: endsAt } = row
  const useful = token !== null && applicationId !== null && endsAt !== null && endsAt > now
  return {
    messageId: row.message_id,
    channelId: row.channel_id,
    turnId: row.turn_id,
    page: row.page,
    ...(useful && { token: { applicationId, token, endsAt } }),
  }
}

const rowOf = ({ messageId, channelId, turnId, page, token }: ShownMessage) => ({
  message_id: messageId,
  channel_id: channelId,
  turn_id: turnId,
  page,
  application_id: token?.applicationId ?? null,
  token: token?.token ?? null,
  token_ends_at: token === undefined ? null : Math.floor(token.endsAt),
})

/** Stores what a message shows, as a part of another write. */
export const insertShown = async (db: Kysely<Schema>, message: ShownMessage): Promise<void> => {
  const { message_id: _, ...rest } = rowOf(message)
  await db
    .insertInto('shown_message')
    .values(rowOf(message))
    .onConflict((conflict) => conflict.column('message_id').doUpdateSet(rest))
    .execute()
}

const add = ({ write, clock }: StoreContext, message: ShownMessage): Promise<void> =>
  write(
    async (db) => {
      await db
        .updateTable('shown_message')
        .set({ token: null, application_id: null, token_ends_at: null })
        .where('token_ends_at', '<=', clock.now())
        .execute()
      const answer = await db
        .selectFrom('turn')
        .select('id')
        .where('id', '=', message.turnId)
        .executeTakeFirst()
      if (answer !== undefined) await insertShown(db, message)
    },
    { within: { turn: message.turnId } },
  )

/** Which of our messages shows which turn. Expired tokens are neither returned nor kept. */
export const shownMessages = (
  store: StoreContext,
): Pick<Store, 'addShown' | 'removeShown' | 'shownBy' | 'shown'> => ({
  addShown: (message) => add(store, message),
  removeShown: (messageId) =>
    store.write(async (db) => {
      await db.deleteFrom('shown_message').where('message_id', '=', messageId).execute()
    }),
  shownBy: async (messageId) => {
    const row = await store.db
      .selectFrom('shown_message')
      .selectAll()
      .where('message_id', '=', messageId)
      .executeTakeFirst()
    return row === undefined ? null : shownOf(row, store.clock.now())
  },
  shown: async (turnId) => {
    const rows = await store.db
      .selectFrom('shown_message')
      .selectAll()
      .where('turn_id', '=', turnId)
      .orderBy('page')
      .orderBy('message_id')
      .execute()
    return rows.map((row) => shownOf(row, store.clock.now()))
  },
})
