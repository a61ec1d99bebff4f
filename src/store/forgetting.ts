import { type Kysely, sql } from 'kysely'
import type { Store } from '../conversation/store.ts'
import { begin } from './conversations.ts'
import { deleteFiles } from './files.ts'
import type { Schema } from './schema.ts'
import { deleteSettingsOf } from './settings.ts'
import type { StoreContext } from './store-context.ts'
import { dropSummariesAfter } from './summaries.ts'

const scrubbing = { scrubbing: true } as const

const empty = {
  state: 'removed',
  text: '',
  quote: null,
  quote_author_id: null,
  metadata: null,
  revision: sql<number>`revision + 1`,
} as const

const removeQuestion = async (db: Kysely<Schema>, questionId: string): Promise<void> => {
  const removed = await db
    .updateTable('turn')
    .set(empty)
    .where('id', '=', questionId)
    .where('role', '=', 'question')
    .returning('id')
    .execute()
  if (removed.length === 0) return
  await deleteFiles(db, [questionId])
  await dropSummariesAfter(db, [questionId])
}

/** Deletes what others quoted of a person; their own words stay. */
const forgetQuotes = async (db: Kysely<Schema>, speakerId: string): Promise<void> => {
  const quoting = await db
    .updateTable('turn')
    .set({ quote: null, quote_author_id: null, revision: sql<number>`revision + 1` })
    .where('quote_author_id', '=', speakerId)
    .returning('id')
    .execute()
  await dropSummariesAfter(
    db,
    quoting.map(({ id }) => id),
  )
}

const forgetSpeaker = async (db: Kysely<Schema>, speakerId: string): Promise<number> => {
  await forgetQuotes(db, speakerId)
  const gone = await db
    .updateTable('turn')
    .set({ ...empty, speaker_id: null, speaker_name: null })
    .where('speaker_id', '=', speakerId)
    .returning('id')
    .execute()
  const ids = gone.map(({ id }) => id)
  await deleteFiles(db, ids)
  await dropSummariesAfter(db, ids)
  await deleteSettingsOf(db, { type: 'person', id: speakerId })
  return ids.length
}

/** Deletes the turns of a conversation. Conversations that inherited from it begin with their own first turn. */
const deleteTurns = async (db: Kysely<Schema>, conversationId: string): Promise<number> => {
  const its = db.selectFrom('turn').select('id').where('conversation_id', '=', conversationId)
  await db.updateTable('conversation').set({ head_id: null }).where('head_id', 'in', its).execute()
  await db.updateTable('conversation').set({ inherited_id: null }).where('inherited_id', 'in', its).execute()
  const { numDeletedRows } = await db
    .deleteFrom('turn')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}

const forgetPlace = async (
  store: StoreContext,
  db: Kysely<Schema>,
  { place, at }: { readonly place: string; readonly at: number },
): Promise<number> => {
  const its = await db.selectFrom('conversation').select('id').where('place', '=', place).execute()
  let turns = 0
  for (const { id } of its) turns += await deleteTurns(db, id)
  await db.deleteFrom('conversation').where('place', '=', place).execute()
  await begin(store, db, place, { forgottenAt: at })
  return turns
}

/** Conversations without a turn since `before`, with the id of their place's current conversation. */
const stale = (db: Kysely<Schema>, before: number) =>
  db
    .selectFrom('conversation')
    .select(['id', 'forgotten_at', 'begun_at'])
    .select(({ selectFrom }) =>
      selectFrom('conversation as newer')
        .select('newer.id')
        .whereRef('newer.place', '=', 'conversation.place')
        .orderBy('newer.ordinal', 'desc')
        .limit(1)
        .as('current_id'),
    )
    .where('begun_at', '<', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('turn')
            .select('turn.id')
            .whereRef('turn.conversation_id', '=', 'conversation.id')
            .where('turn.at', '>=', before),
        ),
      ),
    )

const forgetBefore = async (db: Kysely<Schema>, before: number): Promise<number> => {
  let forgotten = 0
  for (const { id, forgotten_at, current_id } of await stale(db, before).execute()) {
    const turns = await deleteTurns(db, id)
    // What was to be forgotten stays so.
    const kept = current_id === id && forgotten_at !== null
    if (!kept) await db.deleteFrom('conversation').where('id', '=', id).execute()
    if (turns > 0 || !kept) forgotten += 1
  }
  return forgotten
}

/** Every way to delete. Deleted data has been erased from the disk when a call resolves, if the disk allows it. */
export const forgetting = (
  store: StoreContext,
): Pick<Store, 'removeQuestion' | 'forgetSpeaker' | 'forgetPlace' | 'forgetBefore'> => ({
  removeQuestion: (questionId) => store.write((db) => removeQuestion(db, questionId), scrubbing),
  forgetSpeaker: (speakerId) => store.write((db) => forgetSpeaker(db, speakerId), scrubbing),
  forgetPlace: (place, at) => store.write((db) => forgetPlace(store, db, { place, at }), scrubbing),
  forgetBefore: (before) => store.write((db) => forgetBefore(db, Math.floor(before)), scrubbing),
})
