import type { Kysely } from 'kysely'
import type { Store } from '../conversation/store.ts'
import type { Turn } from '../conversation/turn.ts'
import { inChunks, mostIds } from './in-chunks.ts'
import type { Schema } from './schema.ts'
import type { StoreContext } from './store-context.ts'

const newest = async ({ db }: StoreContext, turnIds: readonly string[]) => {
  for (let end = turnIds.length; end > 0; end -= mostIds) {
    const some = turnIds.slice(Math.max(0, end - mostIds), end)
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

/** Whether every turn of a path is stored as it was read. */
const isUnchanged = async (db: Kysely<Schema>, path: readonly Turn[]): Promise<boolean> => {
  for (const some of inChunks(path)) {
    const rows = await db
      .selectFrom('turn')
      .select(['id', 'revision'])
      .where(
        'id',
        'in',
        some.map(({ id }) => id),
      )
      .execute()
    const revisions = new Map(rows.map(({ id, revision }) => [id, revision]))
    if (some.some(({ id, revision }) => revisions.get(id) !== revision)) return false
  }
  return true
}

/** Deletes the summaries at some questions and after them: they may contain their words. */
export const dropSummariesAfter = async (
  db: Kysely<Schema>,
  questionIds: readonly string[],
): Promise<void> => {
  for (const ids of inChunks(questionIds)) {
    await db
      .withRecursive('later', (cte) =>
        cte
          .selectFrom('turn')
          .select('turn.id')
          .where('turn.id', 'in', ids)
          // Each turn once, however many of the questions it comes after.
          .union(cte.selectFrom('turn').innerJoin('later', 'turn.parent_id', 'later.id').select('turn.id')),
      )
      .deleteFrom('summary')
      .where('turn_id', 'in', (inner) => inner.selectFrom('later').select('later.id'))
      .execute()
  }
}

/** Summaries of paths, each stored at the last turn that it covers. */
export const summaries = (store: StoreContext): Pick<Store, 'addSummary' | 'summaryAt'> => ({
  addSummary: (path, text) =>
    store.write(
      async (db) => {
        const last = path.at(-1)
        if (last === undefined || !(await isUnchanged(db, path))) return false
        const at = store.clock.now()
        await db
          .insertInto('summary')
          .values({ turn_id: last.id, text, at })
          .onConflict((conflict) => conflict.column('turn_id').doUpdateSet({ text, at }))
          .execute()
        return true
      },
      { within: { turn: path.at(-1)?.id ?? '' } },
    ),
  summaryAt: (turnIds) => newest(store, turnIds),
})
