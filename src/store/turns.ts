import { type Kysely, type Selectable, sql } from 'kysely'
import type { Answer, Question, Turn } from '../conversation/turn.ts'
import { filesByQuestion } from './files.ts'
import { type TurnRow, turnOf } from './rows.ts'
import type { Schema } from './schema.ts'

/** The text of an answer's chunks. One statement reads it with the row, so no chunk is missed or read twice. */
const tail = sql<
  string | null
>`(select string_agg(text_chunk.text, '' order by text_chunk.start) from text_chunk where text_chunk.answer_id = turn.id)`

/** The ids from a turn up to its root with their distance: 0 for the turn itself, 1 for its parent, and so on. */
export const lineage = (db: Kysely<Schema>, turnId: string) =>
  db.withRecursive('lineage', (cte) =>
    cte
      .selectFrom('turn')
      .where('turn.id', '=', turnId)
      .select(['turn.id', 'turn.parent_id', sql<number>`0`.as('distance')])
      .unionAll(
        cte
          .selectFrom('turn')
          .innerJoin('lineage', 'turn.id', 'lineage.parent_id')
          .select(['turn.id', 'turn.parent_id', sql<number>`lineage.distance + 1`.as('distance')]),
      ),
  )

type FileRow = Selectable<Schema['file']>

const turnsOf = (rows: readonly TurnRow[], fileRows: readonly FileRow[]): readonly Turn[] => {
  const files = filesByQuestion(fileRows)
  return rows
    .filter((row) => row.state !== 'removed')
    .map((row) => turnOf(row, files.get(row.id) ?? []))
    .filter((turn) => turn !== null)
}

/** The turns from the root to `turnId`, without removed ones. */
export const readPath = async (db: Kysely<Schema>, turnId: string): Promise<readonly Turn[]> => {
  const rows = await lineage(db, turnId)
    .selectFrom('lineage')
    .innerJoin('turn', 'turn.id', 'lineage.id')
    .selectAll('turn')
    .select(tail.as('tail'))
    .orderBy('lineage.distance', 'desc')
    .execute()
  const files = await lineage(db, turnId)
    .selectFrom('lineage')
    .innerJoin('file', 'file.question_id', 'lineage.id')
    .selectAll('file')
    .orderBy('file.position')
    .execute()
  return turnsOf(rows, files)
}

/** The turns that match all given conditions, oldest first, without removed ones. */
export const readTurns = async (
  db: Kysely<Schema>,
  where: {
    readonly id?: string
    readonly parentId?: string
    readonly origin?: string
    readonly displayed?: number
    readonly states?: readonly Schema['turn']['state'][]
  },
): Promise<readonly Turn[]> => {
  let query = db.selectFrom('turn').selectAll('turn').select(tail.as('tail')).orderBy('turn.ordinal')
  if (where.id !== undefined) query = query.where('turn.id', '=', where.id)
  if (where.parentId !== undefined) query = query.where('turn.parent_id', '=', where.parentId)
  if (where.origin !== undefined) query = query.where('turn.origin', '=', where.origin)
  if (where.displayed !== undefined) query = query.where('turn.displayed', '=', where.displayed)
  if (where.states !== undefined) query = query.where('turn.state', 'in', where.states)
  const rows = await query.execute()
  const files: FileRow[] = []
  for (const row of rows.filter(({ role }) => role === 'question')) {
    const found = await db
      .selectFrom('file')
      .selectAll()
      .where('question_id', '=', row.id)
      .orderBy('position')
      .execute()
    files.push(...found)
  }
  return turnsOf(rows, files)
}

/** Whether a turn is a question. */
export const isQuestion = (turn: Turn): turn is Question => turn.role === 'question'

/** Whether a turn is an answer. */
export const isAnswer = (turn: Turn): turn is Answer => turn.role === 'answer'
