import type { Kysely } from 'kysely'
import type { Beside, Settled, Store } from '../conversation/store.ts'
import type { Answer } from '../conversation/turn.ts'
import { noUsage } from '../conversation/usage.ts'
import { nextOrdinal } from './ordinal.ts'
import type { Schema } from './schema.ts'
import { insertSpending } from './spending.ts'
import type { StoreContext } from './store-context.ts'
import { isAnswer, isQuestion, lineage, readTurns } from './turns.ts'

/** Marks a question as being answered, with those before it that nobody has answered: they are answered together. */
const markBegun = async (db: Kysely<Schema>, questionId: string): Promise<void> => {
  const turns = await lineage(db, questionId)
    .selectFrom('lineage')
    .innerJoin('turn', 'turn.id', 'lineage.id')
    .select(['turn.id', 'turn.role', 'turn.state'])
    .orderBy('lineage.distance')
    .execute()
  const answered = turns.findIndex(({ role }) => role === 'answer')
  const together = turns.slice(0, answered === -1 ? undefined : answered)
  const waiting = together.filter(({ state }) => state === 'waiting').map(({ id }) => id)
  if (waiting.length === 0) return
  await db.updateTable('turn').set({ state: 'begun' }).where('id', 'in', waiting).execute()
}

/** Questions that wait behind this one follow its answer from now on. */
const moveWaiting = async (db: Kysely<Schema>, questionId: string, answerId: string): Promise<void> => {
  await db
    .updateTable('turn')
    .set({ parent_id: answerId })
    .where('parent_id', '=', questionId)
    .where('role', '=', 'question')
    .where('state', 'in', ['waiting', 'removed'])
    .execute()
}

/**
 * Makes the answer the head while the conversation stands at its question, or at another answer to it. One that is
 * written anew further up does not take away what was said since.
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
  { clock, newId }: StoreContext,
  db: Kysely<Schema>,
  question: { readonly id: string; readonly conversationId: string },
  model: string,
): Promise<Answer> => {
  const answer: Answer = {
    role: 'answer',
    id: newId(),
    conversationId: question.conversationId,
    parentId: question.id,
    text: '',
    state: 'writing',
    model,
    usage: noUsage,
    sources: [],
    at: clock.now(),
  }
  await db
    .insertInto('turn')
    .values({
      id: answer.id,
      ordinal: nextOrdinal('turn'),
      conversation_id: answer.conversationId,
      parent_id: answer.parentId,
      role: 'answer',
      state: 'writing',
      text: '',
      at: answer.at,
      model,
    })
    .execute()
  return answer
}

const begin = async (store: StoreContext, db: Kysely<Schema>, questionId: string, model: string) => {
  const question = (await readTurns(db, { id: questionId })).find(isQuestion)
  if (question === undefined)
    throw new Error(`there is no question "${questionId}": it was removed or forgotten`)
  await markBegun(db, questionId)
  const answer = await insertAnswer(store, db, question, model)
  await moveWaiting(db, questionId, answer.id)
  await moveHead(db, answer)
  return answer
}

const reopen = async (db: Kysely<Schema>, answerId: string): Promise<Answer> => {
  await db
    .updateTable('turn')
    .set({ state: 'writing', stop_reason: null, failure: null, timing: null, displayed: null })
    .where('id', '=', answerId)
    .where('role', '=', 'answer')
    .execute()
  const answer = (await readTurns(db, { id: answerId })).find(isAnswer)
  if (answer === undefined) throw new Error(`there is no answer "${answerId}" to write on: it was forgotten`)
  return answer
}

const besideOf = ({ thinking, older, dollars, isEstimate, running }: Beside): string =>
  JSON.stringify({
    ...(thinking && { thinking }),
    ...(older && { older }),
    dollars,
    ...(isEstimate && { isEstimate }),
    ...(running && { running }),
  })

const settle = async (db: Kysely<Schema>, answerId: string, settled: Settled): Promise<void> => {
  await db.deleteFrom('piece').where('answer_id', '=', answerId).execute()
  await db
    .updateTable('turn')
    .set({
      text: settled.text,
      state: settled.failure === undefined ? 'ended' : 'failed',
      stop_reason: settled.stopReason ?? null,
      failure: settled.failure === undefined ? null : JSON.stringify(settled.failure),
      model: settled.model,
      usage: JSON.stringify(settled.usage),
      sources: JSON.stringify(settled.sources),
      beside: besideOf(settled),
      timing: settled.timing === undefined ? null : JSON.stringify(settled.timing),
      displayed: 0,
    })
    .where('id', '=', answerId)
    .where('role', '=', 'answer')
    .execute()
}

/** Answers from their beginning to their end. Of one that was forgotten while it was written nothing is kept. */
export const answers = (
  store: StoreContext,
): Pick<
  Store,
  | 'answers'
  | 'beginAnswer'
  | 'reopenAnswer'
  | 'keepBeside'
  | 'settle'
  | 'confirmDisplayed'
  | 'conceal'
  | 'setWaiting'
  | 'unfinished'
> => ({
  answers: async (questionId) => (await readTurns(store.db, { parentId: questionId })).filter(isAnswer),
  beginAnswer: (questionId, model) => store.write((db) => begin(store, db, questionId, model)),
  reopenAnswer: (answerId) => store.write((db) => reopen(db, answerId)),
  keepBeside: (answerId, beside) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ beside: besideOf(beside) })
          .where('id', '=', answerId)
          .where('state', '=', 'writing')
          .execute()
      },
      { outlasting: 'kill' },
    ),
  settle: (answerId, settled, spending) =>
    store.write(async (db) => {
      await settle(db, answerId, settled)
      if (spending) await insertSpending(db, spending, store.clock.now())
    }),
  confirmDisplayed: (answerId) =>
    store.write(async (db) => {
      await db.updateTable('turn').set({ displayed: 1 }).where('id', '=', answerId).execute()
    }),
  conceal: (answerId) =>
    store.write(async (db) => {
      await db
        .updateTable('turn')
        .set({ displayed: 0 })
        .where('id', '=', answerId)
        .where('state', 'in', ['ended', 'failed'])
        .execute()
    }),
  setWaiting: (questionId, isWaiting) =>
    store.write(async (db) => {
      await db
        .updateTable('turn')
        .set({ state: isWaiting ? 'waiting' : 'begun' })
        .where('id', '=', questionId)
        .where('state', 'in', ['waiting', 'begun'])
        .execute()
    }),
  unfinished: async () => {
    const undone = await readTurns(store.db, { states: ['waiting', 'writing'] })
    const turns = [...undone, ...(await readTurns(store.db, { displayed: 0 }))]
    return { answers: turns.filter(isAnswer), questions: turns.filter(isQuestion) }
  },
})
