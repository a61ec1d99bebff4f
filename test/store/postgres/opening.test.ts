import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { openStore } from '../../../src/store/open-store.ts'
import { aDatabase } from '../../postgres/a-database.ts'
import { aClock } from '../a-clock.ts'
import { aQuestion } from '../a-store.ts'

const open = (url: string) => openStore({ url, clock: aClock() })

const told = async (url: string, text: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  await client.query(text)
  await client.end()
}

test('a database that a newer version has written is refused in words', async () => {
  const url = await aDatabase()
  const name = '2999-01-01-later'
  await told(url, `insert into kysely_migration values ('${name}', '2999')`)
  onTestFinished(() => told(url, `delete from kysely_migration where name = '${name}'`))
  await expect(open(url)).rejects.toMatchObject({ kind: 'newer' })
})

test('a second bot is refused in words while the first has the database, and let in afterwards', async () => {
  const url = await aDatabase()
  const first = await open(url)
  await expect(open(url)).rejects.toMatchObject({ kind: 'in-use' })
  await expect(open(url)).rejects.toThrow('Another process is answering with postgres://127.0.0.1:')
  await first.close()
  await (await open(url)).close()
})

test.each([
  [
    'a database that does not exist',
    (url: string) => url.replace(/[^/]*$/, 'nowhere'),
    'database "nowhere" does not exist',
  ],
  [
    'a user that does not exist',
    (url: string) => url.replace('tendril@', 'nobody:hunter2@'),
    'role "nobody" does not exist',
  ],
  ['a port where nobody listens', (url: string) => url.replace(/:\d+\//, ':1/'), 'ECONNREFUSED'],
  [
    'a server without TLS where it is asked for',
    (url: string) => `${url}?sslmode=require`,
    'does not support SSL',
  ],
])('%s is said in words, without the password', async (_, change, words) => {
  const url = change(await aDatabase())
  await expect(open(url)).rejects.toMatchObject({ kind: 'unreachable' })
  await expect(open(url)).rejects.toThrow(words)
  await expect(open(url)).rejects.not.toThrow('hunter2')
})

test('a full disk of the server is said, loses nothing, and is over when there is room', async () => {
  const url = await aDatabase()
  const store = await open(url)
  onTestFinished(() => store.close())
  // The server raises the error of a full disk where a row of this place is written.
  await told(
    url,
    `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
     create trigger full_disk before insert on turn for each row when (new.text = 'large') execute function refuse()`,
  )
  onTestFinished(() => told(url, 'drop trigger if exists full_disk on turn; drop function refuse'))
  const both = await Promise.allSettled([
    store.addQuestion(aQuestion({ text: 'large' })),
    store.addQuestion(aQuestion({ text: 'small' })),
  ])
  expect(both).toMatchObject([{ reason: { kind: 'disk-full' } }, { status: 'fulfilled' }])
  await told(url, 'drop trigger full_disk on turn')
  expect(await store.addQuestion(aQuestion({ text: 'large' }))).not.toBeNull()
})
