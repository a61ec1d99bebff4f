import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { emptyDatabase, sharedServer } from './global-setup.ts'

const query = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}

/**
 * A new PostgreSQL database with all tables and nothing in them. It is dropped after the test.
 *
 * A copy takes about 40 ms: less than to empty the tables of one that a test has used, and nothing of that test is left.
 */
export const aDatabase = async (): Promise<string> => {
  const url = await sharedServer()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await query(url('postgres'), `create database ${name} template ${emptyDatabase} strategy file_copy`)
  onTestFinished(() => query(url('postgres'), `drop database ${name} with (force)`))
  return url(name)
}
