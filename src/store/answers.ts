import { type Kysely, sql } from 'kysely'
import { nothing, reservationId } from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import { Failed } from '../conversation/failure.ts'
import type { AnswerMetadata, AnswerRef, Settled, Store } from '../conversation/store.ts'
import type { Answer } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import { nextOrdinal } from './next-ordinal.ts'
import { reserve, settleReservation } from './reservations.ts'
import type { Schema } from './schema.ts'
import { insertSpending } from './spending.ts'
import type { StoreContext } from './store-context.ts'
import { claimUnfinished, ownerColumns } from './turn-owner.ts'
import { isAnswer, isQuestion, lineage, readTurns } from './turns.ts'

/** Marks a question and those of the same person that wait directly before it as being answered: one reply answers them all. */
const markBegun = async (db: Kysely<Schema>, questionId: string): Promise<void> => {
  const turns = await lineage(db, questionId)
    .selectFrom('lineage')
    .innerJoin('turn', 'turn.id', 'lineage.id')
    .select(['turn.id', 'turn.role', 'turn.state', 'turn.speaker_id'])
    .orderBy('lineage.distance')
    .execute()
  const asker = turns[0]?.speaker_id
  const others = turns.findIndex(({ role, speaker_id }) => role === 'answer' || speaker_id !== asker)
  const together = turns.slice(0, others === -1 ? undefined : others)
  const waiting = together.filter(({ state }) => state === 'waiting').map(({ id }) => id)
  if (waiting.length === 0) return
  await db.updateTable('turn').set({ state: 'begun' }).where('id', 'in', waiting).execute()
}

/**
 * Makes the questions behind this one follow its answer. Behind its first answer come all of them, also those that were
 * answered sooner; behind another answer only the queued ones.
 */
const moveFollowing = async (db: Kysely<Schema>, questionId: string, answerId: string): Promise<void> => {
  const first = await db
    .selectFrom('turn')
    .select('id')
    .where('parent_id', '=', questionId)
    .where('role', '=', 'answer')
    .orderBy('ordinal')
    .limit(1)
    .executeTakeFirst()
  const states = first?.id === answerId ? (['waiting', 'begun', 'removed'] as const) : queued
  await db
    .updateTable('turn')
    .set({ parent_id: answerId })
    .where('parent_id', '=', questionId)
    .where('role', '=', 'question')
    .where('state', 'in', states)
    .execute()
}

const queued = ['waiting', 'removed'] as const

/**
 * Makes the answer the head if the head is its question or another answer to it. Regenerating an older answer does not
 * move the head.
 */
const moveHead = async (
  db: Kysely<Schema>,
  { id, conversationId, parentId }: Pick<Answer, 'id' | 'conversationId' | 'parentId'>,
): Promise<void> => {
  const { head_id } = await db
    .selectFrom('conversation')
    .select('head_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow()
  const turns = await lineage(db, head_id ?? '')
    .selectFrom('lineage')
    .innerJoin('turn', 'turn.id', 'lineage.id')
    .select(['turn.id', 'turn.parent_id', 'turn.state'])
    .orderBy('lineage.distance')
    .execute()
  const head = turns.find(({ state }) => state !== 'removed')
  if (head !== undefined && head.id !== parentId && head.parent_id !== parentId) return
  await db.updateTable('conversation').set({ head_id: id }).where('id', '=', conversationId).execute()
}

const insertAnswer = async (
  store: StoreContext,
  db: Kysely<Schema>,
  question: { readonly id: string; readonly conversationId: string },
  model: string,
): Promise<Answer> => {
  const answer: Answer = {
    role: 'answer',
    id: store.newId(),
    revision: 0,
    conversationId: question.conversationId,
    parentId: question.id,
    text: '',
    state: 'writing',
    model,
    usage: noUsage,
    sources: [],
    at: store.clock.now(),
  }
  await db
    .insertInto('turn')
    .values({
      id: answer.id,
      ordinal: nextOrdinal(db, 'turn'),
      conversation_id: answer.conversationId,
      parent_id: answer.parentId,
      role: 'answer',
      state: 'writing',
      text: '',
      at: answer.at,
      model,
      revision: answer.revision,
      ...ownerColumns(store.owner),
    })
    .execute()
  return answer
}

const begin = async (store: StoreContext, db: Kysely<Schema>, questionId: string, model: string) => {
  const question = (await readTurns(db, { id: questionId })).find(isQuestion)
  if (question === undefined) throw new Failed({ kind: 'forgotten' })
  await markBegun(db, questionId)
  const answer = await insertAnswer(store, db, question, model)
  await moveFollowing(db, questionId, answer.id)
  await moveHead(db, answer)
  return answer
}

const reopen = async ({ owner }: StoreContext, db: Kysely<Schema>, answerId: string): Promise<Answer> => {
  await db
    .updateTable('turn')
    .set({
      ...ownerColumns(owner),
      state: 'writing',
      stop_reason: null,
      failure: null,
      timing: null,
      displayed: null,
      revision: sql<number>`revision + 1`,
    })
    .where('id', '=', answerId)
    .where('role', '=', 'answer')
    .execute()
  const answer = (await readTurns(db, { id: answerId })).find(isAnswer)
  if (answer === undefined) throw new Failed({ kind: 'forgotten' })
  return answer
}

/** The id of a reservation within the transaction that makes it. */
const unnamed = 'unnamed'

const metadataOf = ({ thinking, thoughtFor, older, dollars, isEstimate, running }: AnswerMetadata): string =>
  JSON.stringify({
    ...(thinking && { thinking }),
    ...(thoughtFor && { thoughtFor }),
    ...(older && { older }),
    dollars,
    ...(isEstimate && { isEstimate }),
    ...(running && { running }),
  })

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

/** Answers from their creation to their end. Writes to an answer that was forgotten meanwhile do nothing. */
export const answers = (
  store: StoreContext,
): Pick<
  Store & AllowanceStore,
  | 'answers'
  | 'beginReserved'
  | 'beginAnswer'
  | 'reopenAnswer'
  | 'updateMetadata'
  | 'settle'
  | 'confirmDisplayed'
  | 'conceal'
  | 'setWaiting'
  | 'unfinished'
> => ({
  answers: async (questionId) => (await readTurns(store.db, { parentId: questionId })).filter(isAnswer),
  beginAnswer: (questionId, model) =>
    store.write((db) => begin(store, db, questionId, model), { within: { turn: questionId } }),
  reopenAnswer: (answerId) =>
    store.write((db) => reopen(store, db, answerId), { within: { turn: answerId } }),
  beginReserved: (what, reserving) =>
    store.write(
      async (db) => {
        // Its id is known once the answer is, and with no reservation there is to be no answer.
        const decision = await reserve(db, unnamed, reserving, store)
        if (decision.type !== 'reserved') return decision
        const answer =
          'answerId' in what
            ? await reopen(store, db, what.answerId)
            : await begin(store, db, what.questionId, what.model)
        await db
          .updateTable('reservation')
          .set({ id: reservationId(answer) })
          .where('id', '=', unnamed)
          .execute()
        return { type: 'begun', answer, maxTokens: decision.maxTokens }
      },
      { within: { turn: 'answerId' in what ? what.answerId : what.questionId } },
    ),
  updateMetadata: ({ id, revision }, metadata) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ metadata: metadataOf(metadata) })
          .where('id', '=', id)
          .where('revision', '=', revision)
          .where('state', '=', 'writing')
          .execute()
      },
      { outlasting: 'kill', within: { turn: id } },
    ),
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
  confirmDisplayed: (answerId) =>
    store.write(
      async (db) => {
        await db.updateTable('turn').set({ displayed: 1 }).where('id', '=', answerId).execute()
      },
      { within: { turn: answerId } },
    ),
  conceal: (answerId) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ displayed: 0, ...ownerColumns(store.owner) })
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
  unfinished: async () => {
    const { owner } = store
    const claimed = owner && new Set(await store.write((db) => claimUnfinished(db, owner)))
    const undone = await readTurns(store.db, { states: ['waiting', 'writing'] })
    const all = [...undone, ...(await readTurns(store.db, { displayed: 0 }))]
    const turns = claimed === undefined ? all : all.filter(({ id }) => claimed.has(id))
    return { answers: turns.filter(isAnswer), questions: turns.filter(isQuestion) }
  },
})
