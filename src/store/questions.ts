import { type Kysely, sql } from 'kysely'
import type { NewQuestion, Store } from '../conversation/store.ts'
import type { NewFile, Question, TurnFile } from '../conversation/turn.ts'
import { currentOrBegun } from './conversations.ts'
import { insertFiles } from './files.ts'
import { nextOrdinal } from './next-ordinal.ts'
import type { QuestionMetadata } from './rows.ts'
import type { Schema } from './schema.ts'
import { insertShown } from './shown-messages.ts'
import type { StoreContext } from './store-context.ts'
import { dropSummariesAfter } from './summaries.ts'
import { ownerColumns } from './turn-owner.ts'
import { isQuestion, lineage, readTurns } from './turns.ts'

type Spot = { readonly conversationId: string; readonly parentId: string | null }

/** Whether a turn of another place is part of the past that this place has inherited. */
const isInherited = async (db: Kysely<Schema>, place: string, turnId: string): Promise<boolean> => {
  const beginnings = await db
    .selectFrom('conversation')
    .select('inherited_id')
    .where('place', '=', place)
    .where('inherited_id', 'is not', null)
    .execute()
  for (const { inherited_id } of beginnings) {
    if (inherited_id === null) continue
    const found = await lineage(db, inherited_id)
      .selectFrom('lineage')
      .select('lineage.id')
      .where('lineage.id', '=', turnId)
      .executeTakeFirst()
    if (found !== undefined) return true
  }
  return false
}

/** Where in the tree a question goes. Throws if its parent belongs to a place that this one has not inherited from. */
const spotOf = async (store: StoreContext, db: Kysely<Schema>, question: NewQuestion): Promise<Spot> => {
  const here = await currentOrBegun(store, db, question.place)
  const { parentId = here.headId } = question
  if (parentId === null) return { conversationId: here.id, parentId }
  const parent = await db
    .selectFrom('turn')
    .innerJoin('conversation', 'conversation.id', 'turn.conversation_id')
    .select(['conversation.id', 'conversation.place'])
    .where('turn.id', '=', parentId)
    .executeTakeFirst()
  // Its parent has been forgotten in the meantime.
  if (parent === undefined) return { conversationId: here.id, parentId: null }
  if (parent.id === here.id || parentId === here.headId) return { conversationId: here.id, parentId }
  if (parent.place === question.place) return { conversationId: parent.id, parentId }
  if (await isInherited(db, question.place, parentId)) return { conversationId: here.id, parentId }
  throw new Error(
    `turn "${parentId}" belongs to place "${parent.place}": "${question.place}" may not go on from it`,
  )
}

const withoutBytes = ({ bytes: _, ...file }: NewFile): TurnFile => file

const metadataOf = ({ heading, parentId }: NewQuestion): QuestionMetadata => ({
  ...(heading && { heading }),
  ...(parentId && { isReply: true }),
})

const insertQuestion = async (
  { clock, newId, owner }: StoreContext,
  db: Kysely<Schema>,
  question: NewQuestion,
  spot: Spot,
): Promise<Question> => {
  const { speaker, text, quote, files, origin, locale } = question
  const metadata = metadataOf(question)
  const at = clock.now()
  const id = newId()
  await db
    .insertInto('turn')
    .values({
      id,
      ordinal: nextOrdinal(db, 'turn'),
      conversation_id: spot.conversationId,
      parent_id: spot.parentId,
      role: 'question',
      state: 'waiting',
      text,
      at,
      origin,
      speaker_id: speaker.id,
      speaker_name: speaker.name,
      locale: locale ?? null,
      quote: quote === undefined ? null : JSON.stringify(quote),
      quote_author_id: quote?.authorId ?? null,
      metadata: Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata),
      revision: 0,
      ...ownerColumns(owner),
    })
    .execute()
  await insertFiles(db, id, files)
  const optional = {
    ...(quote && { quote }),
    ...(locale && { locale }),
    ...metadata,
  }
  return {
    role: 'question',
    id,
    revision: 0,
    ...spot,
    speaker,
    text,
    ...optional,
    files: files.map(withoutBytes),
    isWaiting: true,
    at,
  }
}

const add = async (
  store: StoreContext,
  db: Kysely<Schema>,
  question: NewQuestion,
): Promise<Question | null> => {
  const known = await db
    .selectFrom('turn')
    .select('id')
    .where('origin', '=', question.origin)
    .executeTakeFirst()
  if (known !== undefined) return null
  const spot = await spotOf(store, db, question)
  const added = await insertQuestion(store, db, question, spot)
  await db
    .updateTable('conversation')
    .set({ head_id: added.id })
    .where('id', '=', added.conversationId)
    .execute()
  return added
}

/** A new text may be sendable where the old one was not; the files are the same as before. */
const clearUnsendable = async (db: Kysely<Schema>, questionId: string): Promise<void> => {
  await db
    .updateTable('turn')
    .set({ unsendable: null })
    .where('id', '=', questionId)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('file').select('file.position').where('file.question_id', '=', questionId))),
    )
    .execute()
}

/** Questions as they are asked, edited and found. */
export const questions = (
  store: StoreContext,
): Pick<Store, 'addQuestion' | 'editQuestion' | 'markUnsendable' | 'questionOf'> => ({
  addQuestion: (question, messages = []) =>
    store.write(
      async (db) => {
        const added = await add(store, db, question)
        if (added) for (const message of messages) await insertShown(db, { ...message, turnId: added.id })
        return added
      },
      { within: { place: question.place } },
    ),
  editQuestion: (questionId, text) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ text, revision: sql<number>`revision + 1` })
          .where('id', '=', questionId)
          .where('role', '=', 'question')
          .where('state', '!=', 'removed')
          .execute()
        await clearUnsendable(db, questionId)
        await dropSummariesAfter(db, [questionId])
      },
      { scrubbing: true },
    ),
  markUnsendable: (questionId, reason) =>
    store.write(
      async (db) => {
        await db
          .updateTable('turn')
          .set({ unsendable: reason })
          .where('id', '=', questionId)
          .where('role', '=', 'question')
          .execute()
      },
      { within: { turn: questionId } },
    ),
  questionOf: async (origin) => (await readTurns(store.db, { origin })).find(isQuestion) ?? null,
})
