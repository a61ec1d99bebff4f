import { type Kysely, sql } from 'kysely'
import type { Clock } from '../../clock.ts'
import { StoreFailed } from '../../conversation/store-failed.ts'
import type { DatabasePlace } from '../database-url.ts'
import { isPostgres } from '../is-postgres.ts'
import { openDatabase } from '../open-database.ts'
import type { Schema } from '../schema.ts'
import {
  addedTo,
  batches,
  type Digest,
  digestOf,
  emptyDigest,
  type Row,
  type Table,
  tablesInOrder,
} from './read-tables.ts'

/** The tables of processes that share a database. */
const ofProcesses: ReadonlySet<string> = new Set(['bot_process', 'shard_lease', 'identify_turn'])

/** What was moved: how many rows of which table. */
export type Moved = readonly { readonly table: string; readonly rows: number }[]

const insert = async (db: Kysely<Schema>, table: string, rows: readonly Row[]): Promise<void> => {
  await db
    .withTables<Record<string, Row>>()
    .insertInto(table)
    .values([...rows])
    .execute()
}

const without = (columns: readonly string[], row: Row): Row => ({
  ...row,
  ...Object.fromEntries(columns.map((column) => [column, null])),
})

/** Copies a table. References to rows of the table itself come second, since the row that is meant may come later. */
const copy = async (
  from: Kysely<Schema>,
  to: Kysely<Schema>,
  { name, selfReferences }: Table,
): Promise<Digest> => {
  let digest = emptyDigest
  for await (const rows of batches(from, name)) {
    digest = addedTo(digest, rows)
    await insert(
      to,
      name,
      rows.map((row) => without(selfReferences, row)),
    )
  }
  if (selfReferences.length === 0) return digest
  for await (const rows of batches(from, name))
    for (const row of rows) await restoreReferences(to, name, selfReferences, row)
  return digest
}

const restoreReferences = async (
  to: Kysely<Schema>,
  table: string,
  columns: readonly string[],
  row: Row,
): Promise<void> => {
  const given = columns.filter((column) => row[column] !== null)
  for (const column of given)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${row[column]} where id = ${row['id']}`.execute(
      to,
    )
}

/** PostgreSQL numbers new rows from sequences, which do not know what was copied. */
const setSequences = async (db: Kysely<Schema>): Promise<void> => {
  if (!isPostgres(db)) return
  for (const table of ['conversation', 'turn', 'spending'])
    await sql`
      select setval(${sql.lit(`${table}_ordinal`)}, (select coalesce(max(ordinal), 0) + 1 from ${sql.table(table)}), false)`.execute(
      db,
    )
}

const refuseUnlessEmpty = async (
  db: Kysely<Schema>,
  tables: readonly Table[],
  name: string,
): Promise<void> => {
  for (const table of tables) {
    const { rows } = await sql`select 1 from ${sql.table(table.name)} limit 1`.execute(db)
    if (rows.length > 0)
      throw new StoreFailed(
        'in-use',
        `The database ${name} is not empty (there are rows in ${table.name}): nothing was moved. Name an empty one.`,
      )
  }
}

const moveTable = async (from: Kysely<Schema>, to: Kysely<Schema>, table: Table): Promise<number> => {
  const sent = await copy(from, to, table)
  const arrived = await digestOf(to, table.name)
  if (sent.rows !== arrived.rows || sent.sum !== arrived.sum)
    throw new Error(
      `The table ${table.name} did not arrive as it was (${sent.rows} rows sent, ${arrived.rows} arrived): nothing was moved.`,
    )
  return sent.rows
}

/**
 * Copies everything from one database to another, empty one, of any engine, and compares every row. It is one transaction: a
 * move that is interrupted has moved nothing and can be done again. No bot may be running on either. `onTable` is called
 * before each table. Throws `StoreFailed`.
 */
export const moveDatabase = async (
  source: DatabasePlace,
  target: DatabasePlace,
  clock: Pick<Clock, 'now'>,
  onTable: (name: string) => void = () => {},
): Promise<Moved> => {
  const from = await openDatabase(source, { clock, isPatient: true })
  try {
    const to = await openDatabase(target, { clock, isPatient: true })
    try {
      return await from.database.db.transaction().execute((reading) =>
        to.database.db.transaction().execute(async (writing) => {
          const known = new Set((await tablesInOrder(reading)).map(({ name }) => name))
          // Who answers at the moment is of no meaning elsewhere.
          const tables = (await tablesInOrder(writing)).filter(
            ({ name }) => known.has(name) && !ofProcesses.has(name),
          )
          await refuseUnlessEmpty(writing, tables, to.database.name)
          const moved: { table: string; rows: number }[] = []
          for (const table of tables) {
            onTable(table.name)
            moved.push({ table: table.name, rows: await moveTable(reading, writing, table) })
          }
          await setSequences(writing)
          return moved
        }),
      )
    } finally {
      await to.close()
    }
  } finally {
    await from.close()
  }
}
