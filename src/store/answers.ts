import type { Kysely } from 'kysely'
import { nothing, reservationId } from '../conversation/allowance.ts'
import type { AnswerMetadata, AnswerRef, Settled, Store } from '../conversation/store.ts'
import { settleReservation } from './reservations.ts'
import type { Schema } from './schema.ts'
import { insertSpending } from './spending.ts'
import type { StoreContext } from './store-context.ts'
import { claimUnfinished, ownerColumns } from './turn-owner.ts'
import { isAnswer, isQuestion, readTurns } from './turns.ts'

const metadataOf = ({
  thinking,
  thoughtFor,
  older,
  cheaper,
  dollars,
  isEstimate,
  running,
}: AnswerMetadata): string =>
  JSON.stringify({
    ...(thinking && { thinking }),
    ...(thoughtFor && { thoughtFor }),
    ...(older && { older }),
    ...(cheaper && { cheaper }),
    dollars,
    ...(isEstimate && { isEstimate }),
    ...(running && { running }),
  })

/** Keeps what is known of an answer while it is written. */
const writeMetadata = async (
  db: Kysely<Schema>,
  { id, revision }: AnswerRef,
  metadata: AnswerMetadata,
): Promise<void> => {
  await db
    .updateTable('turn')
    .set({ metadata: metadataOf(metadata) })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', '=', 'writing')
    .execute()
}

const settle = async (db: Kysely<Schema>, { id, revision }: AnswerRef, settled: Settled): Promise<void> => {
  const ended = await db
    .updateTable('turn')
    .set({
      text: settled.text,
      state: settled.failure === undefined ? 'ended' : 'failed',
      stop_reason: settled.stopReason ?? null,
      failure: settled.failure === undefined ? null : JSON.stringify(settled.failure),
      model: settled.model,
      usage: JSON.stringify(settled.usage),
      sources: JSON.stringify(settled.sources),
      metadata: metadataOf(settled),
      timing: settled.timing === undefined ? null : JSON.stringify(settled.timing),
      displayed: 0,
    })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('role', '=', 'answer')
    .returning('id')
    .execute()
  if (ended.length > 0) await db.deleteFrom('text_chunk').where('answer_id', '=', id).execute()
}

/** Turns that wait, are being written, or are not displayed yet; of several processes, those that this one may claim. */
const readUnfinished = async ({ db, owner, write }: StoreContext): ReturnType<Store['unfinished']> => {
  const claimed = owner && new Set(await write((claiming) => claimUnfinished(claiming, owner)))
  const undone = await readTurns(db, { states: ['waiting', 'writing'] })
  const all = [...undone, ...(await readTurns(db, { displayed: 0 }))]
  const turns = claimed === undefined ? all : all.filter(({ id }) => claimed.has(id))
  return { answers: turns.filter(isAnswer), questions: turns.filter(isQuestion) }
}

/** Answers once they have begun, to their end. Writes to an answer that was forgotten meanwhile do nothing. */
export const answers = (
  store: StoreContext,
): Pick<Store, 'answers' | 'updateMetadata' | 'settle' | 'conceal' | 'setWaiting' | 'unfinished'> => ({
  answers: async (questionId) => (await readTurns(store.db, { parentId: questionId })).filter(isAnswer),
  updateMetadata: (answer, metadata) =>
    store.write((db) => writeMetadata(db, answer, metadata), {
      outlasting: 'kill',
      within: { turn: answer.id },
    }),
  settle: (answer, settled, spending) =>
    store.write(
      async (db) => {
        await settle(db, answer, settled)
        const reservation = reservationId(answer)
        if (spending) await insertSpending(db, { reservation, ...spending }, store.clock.now())
        else await settleReservation(db, reservation, nothing)
      },
      { within: { turn: answer.id } },
    ),
  conceal: (answerId) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ displayed: 0, controls: null, ...ownerColumns(store.owner) })
          .where('id', '=', answerId)
          .where('state', 'in', ['ended', 'failed'])
          .execute()
      },
      { within: { turn: answerId } },
    ),
  setWaiting: (questionId, isWaiting) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ state: isWaiting ? 'waiting' : 'begun', ...(isWaiting && ownerColumns(store.owner)) })
          .where('id', '=', questionId)
          .where('state', 'in', ['waiting', 'begun'])
          .execute()
      },
      { within: { turn: questionId } },
    ),
  unfinished: () => readUnfinished(store),
})
