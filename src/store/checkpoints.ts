import { type Kysely, sql } from 'kysely'
import type { Store } from '../conversation/store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** Without a first half of a surrogate pair at its end: the two halves must not come into different pieces. */
const whole = (text: string): string => {
  const last = text.charCodeAt(text.length - 1)
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text
}

/** Adds what is new, if what is stored ends where it begins and the answer is still being written. */
const append = async (
  db: Kysely<Schema>,
  answerId: string,
  start: number,
  text: string,
): Promise<boolean> => {
  const { rows } = await sql`
    insert into piece (answer_id, start, size, text)
    select turn.id, ${start}, ${text.length}, ${text} from turn
    where turn.id = ${answerId} and turn.state = 'writing'
      and (select max(start + size) from piece where answer_id = ${answerId}) = ${start}
    returning start`.execute(db)
  return rows.length > 0
}

const replace = async (db: Kysely<Schema>, answerId: string, text: string): Promise<void> => {
  const open = await db
    .updateTable('turn')
    .set({ text: '' })
    .where('id', '=', answerId)
    .where('state', '=', 'writing')
    .returning('id')
    .execute()
  if (open.length === 0) return
  await db.deleteFrom('piece').where('answer_id', '=', answerId).execute()
  if (text === '') return
  await db.insertInto('piece').values({ answer_id: answerId, start: 0, size: text.length, text }).execute()
}

/**
 * The text so far of answers that are being written. Only what is new is written, so the cost of a checkpoint does not
 * grow with the text. It outlasts the end of the process at once, and a loss of power with the next write of any kind.
 */
export const checkpoints = (
  store: StoreContext,
): Pick<Store, 'checkpoint'> & { readonly ended: (answerId: string) => void } => {
  const stored = new Map<string, string>()
  const save = async (db: Kysely<Schema>, answerId: string, text: string): Promise<void> => {
    const before = stored.get(answerId)
    if (before === text) return
    const grown =
      before !== undefined &&
      before !== '' &&
      text.startsWith(before) &&
      (await append(db, answerId, before.length, text.slice(before.length)))
    if (!grown) await replace(db, answerId, text)
    stored.set(answerId, text)
  }
  return {
    checkpoint: async (answerId, text) => {
      const act = (db: Kysely<Schema>) => save(db, answerId, whole(text))
      await store.write(act, { outlasting: 'kill' }).catch((error: unknown) => {
        stored.delete(answerId)
        throw error
      })
    },
    ended: (answerId) => void stored.delete(answerId),
  }
}
