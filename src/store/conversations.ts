import type { Kysely } from 'kysely'
import type { Conversation } from '../conversation/conversation.ts'
import type { Store } from '../conversation/store.ts'
import type { PlaceId } from '../conversation/turn.ts'
import { nextOrdinal } from './next-ordinal.ts'
import { conversationOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** The row of a place's current conversation. */
const current = (db: Kysely<Schema>, place: PlaceId) =>
  db
    .selectFrom('conversation')
    .selectAll()
    .where('place', '=', place)
    .orderBy('ordinal', 'desc')
    .limit(1)
    .executeTakeFirst()

type Beginning = { readonly forgottenAt?: number | undefined; readonly inheritedId?: string }

/** Begins a conversation in a place, within a write. */
export const begin = async (
  { clock, newId }: StoreContext,
  db: Kysely<Schema>,
  place: PlaceId,
  { forgottenAt, inheritedId }: Beginning = {},
): Promise<Conversation> => {
  const row = await db
    .insertInto('conversation')
    .values({
      id: newId(),
      ordinal: nextOrdinal(db, 'conversation'),
      place,
      forgotten_at: forgottenAt ?? null,
      head_id: inheritedId ?? null,
      inherited_id: inheritedId ?? null,
      begun_at: clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return conversationOf(row)
}

/**
 * The current conversation of a place, created if there is none; within a write. A thread has the id of the message that
 * it was started on; if that message is ours, the conversation continues from the turn that it shows.
 */
export const currentOrBegun = async (
  store: StoreContext,
  db: Kysely<Schema>,
  place: PlaceId,
): Promise<Conversation> => {
  const row = await current(db, place)
  if (row !== undefined) return conversationOf(row)
  const shown = await db
    .selectFrom('shown_message')
    .select('turn_id')
    .where('message_id', '=', place)
    .executeTakeFirst()
  return shown === undefined ? begin(store, db, place) : inherited(store, db, place, shown.turn_id)
}

const inherited = async (store: StoreContext, db: Kysely<Schema>, place: PlaceId, turnId: string) => {
  const here = await current(db, place)
  if (here?.inherited_id === turnId) return conversationOf(here)
  const source = await db
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
    .selectAll('conversation')
    .where('turn.id', '=', turnId)
    .executeTakeFirst()
  if (source === undefined) throw new Error(`there is no turn "${turnId}" to inherit: it was forgotten`)
  return begin(store, db, place, { forgottenAt: conversationOf(source).forgottenAt, inheritedId: turnId })
}

/** Conversations. */
export const conversations = (
  store: StoreContext,
): Pick<Store, 'conversation' | 'startAfresh' | 'undoFresh' | 'inherit' | 'setHead' | 'conversationOf'> => ({
  conversationOf: async (turnId) => {
    const row = await store.db
      .selectFrom('turn')
      .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
      .selectAll('conversation')
      .where('turn.id', '=', turnId)
      .executeTakeFirst()
    return row === undefined ? null : conversationOf(row)
  },
  conversation: async (place) => {
    const row = await current(store.db, place)
    return row === undefined
      ? store.write((db) => currentOrBegun(store, db, place), { within: { place } })
      : conversationOf(row)
  },
  startAfresh: (place) =>
    store.write(
      async (db) => {
        const row = await current(db, place)
        const forgottenAt = row === undefined ? undefined : conversationOf(row).forgottenAt
        return begin(store, db, place, { forgottenAt })
      },
      { within: { place } },
    ),
  undoFresh: (place, conversationId) =>
    store.write(async (db) => {
      const fresh = await current(db, place)
      if (fresh?.id !== conversationId || fresh.head_id !== null) return false
      const turn = await db
        .selectFrom('turn')
        .select('id')
        .where('conversation_id', '=', fresh.id)
        .limit(1)
        .executeTakeFirst()
      const others = await db
        .selectFrom('conversation')
        .select('id')
        .where('place', '=', place)
        .where('id', '!=', fresh.id)
        .limit(1)
        .executeTakeFirst()
      if (turn !== undefined || others === undefined) return false
      await db.deleteFrom('conversation').where('id', '=', fresh.id).execute()
      return true
    }),
  inherit: (place, turnId) => store.write((db) => inherited(store, db, place, turnId), { within: { place } }),
  setHead: (conversationId, turnId) =>
    store.write(async (db) => {
      await db.updateTable('conversation').set({ head_id: turnId }).where('id', '=', conversationId).execute()
    }),
})
