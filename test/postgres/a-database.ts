import pg from 'pg'
import { onTestFinished } from 'vitest'
import { emptyDatabase, sharedServer } from './global-setup.ts'

const query = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}

/** Databases of this worker that no test uses at the moment. */
const free: string[] = []
let created = 0

const create = async (): Promise<string> => {
  const url = await sharedServer()
  const name = `test_${process.pid}_${++created}`
  // Another worker may be copying at this moment; PostgreSQL refuses two copies of one template while it is connected to.
  await query(url('postgres'), `create database ${name} template ${emptyDatabase} strategy file_copy`)
  return url(name)
}

const emptied = async (url: string): Promise<string> => {
  await query(
    url,
    `do $$ begin execute (
       select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity cascade'
       from pg_tables where schemaname = 'public' and tablename not like 'kysely%'); end $$`,
  )
  return url
}

/** An empty PostgreSQL database with all tables, for the time of a test. Nobody may be connected to it at the end. */
export const aDatabase = async (): Promise<string> => {
  const known = free.pop()
  const url = known === undefined ? await create() : await emptied(known)
  onTestFinished(() => void free.push(url))
  return url
}
