import type { Kysely } from 'kysely'
import type { Store } from '../conversation/store.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

/** How many ids go into one statement: far below what SQLite and PostgreSQL allow. */
const atOnce = 500

const newest = async ({ db }: StoreContext, turnIds: readonly string[]) => {
  for (let end = turnIds.length; end > 0; end -= atOnce) {
    const some = turnIds.slice(Math.max(0, end - atOnce), end)
    const rows = await db
      .selectFrom('summary')
      .select(['turn_id', 'text'])
      .where('turn_id', 'in', some)
      .execute()
    const last = some.findLast((id) => rows.some((row) => row.turn_id === id))
    const row = rows.find((candidate) => candidate.turn_id === last)
    if (row !== undefined) return { turnId: row.turn_id, text: row.text }
  }
  return null
}

/** Deletes the summaries of what came after some questions: they may hold their words. */
export const dropSummariesAfter = async (
  db: Kysely<Schema>,
  questionIds: readonly string[],
): Promise<void> => {
  for (const id of questionIds) {
    await db
      .withRecursive('later', (cte) =>
        cte
          .selectFrom('turn')
          .select('turn.id')
          .where('turn.id', '=', id)
          .unionAll(
            cte.selectFrom('turn').innerJoin('later', 'turn.parent_id', 'later.id').select('turn.id'),
          ),
      )
      .deleteFrom('summary')
      .where('turn_id', 'in', (inner) => inner.selectFrom('later').select('later.id'))
      .execute()
  }
}

/** Summaries that stand for a path up to one of its turns. */
export const summaries = (store: StoreContext): Pick<Store, 'addSummary' | 'summaryAt'> => ({
  addSummary: (turnId, text) =>
    store.write(async (db) => {
      const turn = await db.selectFrom('turn').select('id').where('id', '=', turnId).executeTakeFirst()
      if (turn === undefined) return
      const at = store.clock.now()
      await db
        .insertInto('summary')
        .values({ turn_id: turnId, text, at })
        .onConflict((conflict) => conflict.column('turn_id').doUpdateSet({ text, at }))
        .execute()
    }),
  summaryAt: (turnIds) => newest(store, turnIds),
})
