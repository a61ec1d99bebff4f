import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { isPostgres } from '../is-postgres.ts'
import type { Schema } from '../schema.ts'

/** A row as it is read: what a column may hold on both engines. */
export type Row = Readonly<Record<string, unknown>>

/** A table, and the columns that refer to other rows of it. */
export type Table = { readonly name: string; readonly selfReferences: readonly string[] }

type Reference = { readonly from: string; readonly column: string; readonly to: string }

const references = async (db: Kysely<Schema>): Promise<readonly Reference[]> => {
  const query = isPostgres(db)
    ? sql<Reference>`
        select source.relname as "from", attname as "column", target.relname as "to"
        from pg_constraint
        join pg_class source on source.oid = conrelid
        join pg_class target on target.oid = confrelid
        join pg_attribute on attrelid = conrelid and attnum = conkey[1]
        where contype = 'f' and source.relnamespace = current_schema()::regnamespace`
    : sql<Reference>`
        select owner.name as "from", key."from" as "column", key."table" as "to"
        from sqlite_schema owner, pragma_foreign_key_list(owner.name) key where owner.type = 'table'`
  return (await query.execute(db)).rows
}

/** The schema in which PostgreSQL looks first; SQLite has none. */
const currentSchema = async (db: Kysely<Schema>): Promise<string | undefined> => {
  if (!isPostgres(db)) return undefined
  const { rows } = await sql<{ readonly name: string }>`select current_schema() as name`.execute(db)
  return rows[0]?.name
}

/** The tables, each after those that its rows refer to. */
export const tablesInOrder = async (db: Kysely<Schema>): Promise<readonly Table[]> => {
  const schema = await currentSchema(db)
  const found = await db.introspection.getTables()
  const all = found.filter((table) => table.schema === schema && !table.isView)
  const keys = await references(db)
  const ordered: string[] = []
  const visit = (name: string): void => {
    if (ordered.includes(name)) return
    for (const { from, to } of keys) if (from === name && to !== name) visit(to)
    ordered.push(name)
  }
  for (const { name } of [...all].sort((a, b) => (a.name < b.name ? -1 : 1))) visit(name)
  return ordered.map((name) => ({
    name,
    selfReferences: keys.filter(({ from, to }) => from === name && to === name).map(({ column }) => column),
  }))
}

/** The most rows of a batch. A row with the bytes of a file can be of 22 MB. */
const rowsOf = (table: string): number => (table === 'file_content' ? 4 : 500)

async function* sqliteBatches(db: Kysely<Schema>, table: string): AsyncGenerator<readonly Row[]> {
  for (let last = -1; ; ) {
    const { rows } = await sql<Row & { readonly moved_rowid: number }>`
      select rowid as moved_rowid, * from ${sql.table(table)} where rowid > ${last}
      order by rowid limit ${rowsOf(table)}`.execute(db)
    const end = rows.at(-1)
    if (end === undefined) return
    last = end.moved_rowid
    yield rows.map(({ moved_rowid: _, ...row }) => row)
  }
}

/** Within a transaction, as a cursor lives no longer. */
async function* postgresBatches(db: Kysely<Schema>, table: string): AsyncGenerator<readonly Row[]> {
  await sql`declare moved cursor for select * from ${sql.table(table)}`.execute(db)
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsOf(table))} from moved`.execute(db)
    if (rows.length === 0) break
    yield rows
  }
  await sql`close moved`.execute(db)
}

/** The rows of a table, a batch at a time, as they were when the transaction `db` began. */
export const batches = (db: Kysely<Schema>, table: string): AsyncGenerator<readonly Row[]> =>
  isPostgres(db) ? postgresBatches(db, table) : sqliteBatches(db, table)

/** How many rows a table has, and what is in them whatever their order. */
export type Digest = { readonly rows: number; readonly sum: string }

const bytesAsText = (value: unknown): unknown =>
  value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value

const hashOf = (row: Row): bigint => {
  const sorted = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify(sorted.map(([name, value]) => [name, bytesAsText(value)]))
  return BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 30)}`)
}

/** Adds rows to a digest. */
export const addedTo = ({ rows, sum }: Digest, more: readonly Row[]): Digest => ({
  rows: rows + more.length,
  sum: String(more.reduce((total, row) => total + hashOf(row), BigInt(sum)) % 2n ** 128n),
})

/** The digest of no rows. */
export const emptyDigest: Digest = { rows: 0, sum: '0' }

/** Reads a whole table for its digest. */
export const digestOf = async (db: Kysely<Schema>, table: string): Promise<Digest> => {
  let digest = emptyDigest
  for await (const rows of batches(db, table)) digest = addedTo(digest, rows)
  return digest
}
