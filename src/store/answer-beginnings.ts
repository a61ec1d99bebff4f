import { type Kysely, sql } from 'kysely'
import { reservationId } from '../conversation/allowance.ts'
import type { AllowanceStore } from '../conversation/allowance-store.ts'
import { Failed } from '../conversation/failure.ts'
import type { Store } from '../conversation/store.ts'
import type { Answer } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import { nextOrdinal } from './next-ordinal.ts'
import { reserve } from './reservations.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'
import { ownerColumns } from './turn-owner.ts'
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
      controls: null,
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

/** How an answer begins: as a new turn, or as an existing answer that is written anew. */
export const answerBeginnings = (
  store: StoreContext,
): Pick<Store & AllowanceStore, 'beginReserved' | 'beginAnswer' | 'reopenAnswer'> => ({
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
})
