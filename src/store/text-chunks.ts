import { type Kysely, sql } from 'kysely'
import type { AnswerRef, Store } from '../conversation/store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** Cuts off a high surrogate at the end, so that the two halves of a pair never go into different chunks. */
const whole = (text: string): string => {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}

/** Adds what is new, if the stored text ends where it begins and the answer is still being written. */
const append = async (
  db: Kysely<Schema>,
  { id, revision }: AnswerRef,
  start: number,
  text: string,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into text_chunk (answer_id, start, size, text)
    select turn.id, ${start}, ${text.length}, ${text} from turn
    where turn.id = ${id} and turn.revision = ${revision} and turn.state = 'writing'
      and (select max(start + size) from text_chunk where answer_id = ${id}) = ${start}
    returning start`.execute(db)
  return rows.length > 0
}

/** Replaces the whole text. Returns whether the answer is still being written. */
const replace = async (db: Kysely<Schema>, { id, revision }: AnswerRef, text: string): Promise<boolean> => {
  const open = await db
    .updateTable('turn')
    .set({ text: '' })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where('state', '=', 'writing')
    .returning('id')
    .execute()
  if (open.length === 0) return false
  await db.deleteFrom('text_chunk').where('answer_id', '=', id).execute()
  if (text !== '')
    await db.insertInto('text_chunk').values({ answer_id: id, start: 0, size: text.length, text }).execute()
  return true
}

/** The text of the last checkpoint of an answer, and whether it is stored: while it is not, nothing is known of the rows. */
type Held = { readonly text: string; isStored: boolean }

/**
 * The text so far of answers that are being written. A checkpoint writes only what is new, so its cost does not grow
 * with the text. It survives a killed process at once, and a loss of power after the next other write.
 */
export const textChunks = (
  store: StoreContext,
): Pick<Store, 'checkpoint'> & {
  /** Releases what is held of an answer. */
  readonly ended: (answerId: string) => void
  /** The number of answers of which something is held. */
  readonly held: () => number
} => {
  const newest = new Map<string, Held>()
  const save = async (
    db: Kysely<Schema>,
    answer: AnswerRef,
    before: string | undefined,
    text: string,
  ): Promise<boolean> => {
    const isAppended =
      before !== undefined &&
      before !== '' &&
      text.startsWith(before) &&
      (await append(db, answer, before.length, text.slice(before.length)))
    // A late checkpoint of an answer that has ended or was forgotten must not leave its text here for ever.
    return isAppended || replace(db, answer, text)
  }
  return {
    checkpoint: async (answer, given) => {
      const text = whole(given)
      const last = newest.get(answer.id)
      const before = last?.isStored ? last.text : undefined
      if (before === text) return
      const held: Held = { text, isStored: false }
      newest.set(answer.id, held)
      try {
        const act = (db: Kysely<Schema>) => save(db, answer, before, text)
        held.isStored = await store.write(act, { outlasting: 'kill', within: { turn: answer.id } })
      } finally {
        if (!held.isStored && newest.get(answer.id) === held) newest.delete(answer.id)
      }
    },
    ended: (answerId) => void newest.delete(answerId),
    held: () => newest.size,
  }
}
