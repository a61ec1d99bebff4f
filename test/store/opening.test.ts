import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import type { Clock } from '../../src/clock.ts'
import { createStore } from '../../src/store/create-store.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open-store.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { aClock } from './a-clock.ts'
import { aQuestion, ask } from './a-store.ts'

const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const open = (path: string) => openStore({ url: `file:${path}`, clock: aClock() })

/** A clock on which every pause is over at once. */
const hurriedClock = (onPause: () => void = () => {}): Clock => ({
  ...aClock(),
  after: (_, then) => {
    setImmediate(() => {
      onPause()
      then()
    })
    return () => {}
  },
})

/** A database with something in it, closed. */
const aDatabase = async () => {
  const path = join(aFolder(), 'deep', 'er', 't.db')
  const store = await open(path)
  for (let n = 0; n < 20; n += 1) await ask(store, { text: 'word '.repeat(1000) })
  await store.close()
  return path
}

/** A store with its tables made, whose database can be told more. */
const anOpenDatabase = async (path: string, clock: Clock = aClock()) => {
  const database = openSqlite({ type: 'file', path })
  await migrate(database.db, path)
  let last = 0
  const store = createStore(database, { clock, newId: () => String(++last) })
  onTestFinished(() => store.close())
  return { database, store }
}

test('the file and its folders are made, for nobody else to read', async () => {
  const path = await aDatabase()
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what was kept is there when it is opened again', async () => {
  const path = await aDatabase()
  const store = await open(path)
  const { headId } = await store.conversation('here')
  expect(await store.path(headId ?? '')).toHaveLength(20)
  await store.close()
})

test('a store that is open is not opened twice in one process either', async () => {
  const path = join(aFolder(), 't.db')
  const store = await open(path)
  await expect(open(path)).rejects.toMatchObject({ kind: 'in-use' })
  await store.close()
  await (await open(path)).close()
})

test.each([
  ['is no database', (path: string) => writeFileSync(path, 'a letter to my aunt '.repeat(400))],
  ['is cut off', (path: string) => truncateSync(path, 20_000)],
  [
    'has a broken page',
    (path: string) => {
      const bytes = readFileSync(path)
      // One that only a look at every page finds: it holds nothing but the end of somebody's words.
      bytes.fill(0xee, bytes.length - 4096 * 2, bytes.length - 4096)
      writeFileSync(path, bytes)
    },
  ],
])('a file that %s is refused in words, and let go of', async (_, damage) => {
  const path = await aDatabase()
  damage(path)
  await expect(open(path)).rejects.toMatchObject({ kind: 'damaged' })
  await expect(open(path)).rejects.toThrow('put a backup in its place')
})

test('a database of a newer version is refused in words', async () => {
  const path = await aDatabase()
  const sqlite = new DatabaseSync(path)
  sqlite.exec("insert into kysely_migration values ('2999-01-01-later', '2999-01-01')")
  sqlite.close()
  await expect(open(path)).rejects.toMatchObject({ kind: 'newer' })
})

test('a place where nothing can be written is said', async () => {
  const folder = aFolder()
  writeFileSync(join(folder, 'file'), '')
  await expect(open(join(folder, 'file', 't.db'))).rejects.toMatchObject({ kind: 'unreachable' })
})

test.each(['mysql://localhost/tendril', 'data/tendril.db', 'file:', 'file:t.db?mode=ro'])(
  '%s is no address of a database',
  async (url) => {
    await expect(openStore({ url, clock: aClock() })).rejects.toThrow(`"${url}" is not a database address`)
  },
)

test('a full disk is said, loses nothing that was stored, and is over when there is room', async () => {
  const { database, store } = await anOpenDatabase(join(aFolder(), 't.db'))
  const kept = await ask(store, { text: 'kept' })
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database.db)
  await sql.raw(`pragma max_page_count = ${rows[0]?.page_count}`).execute(database.db)
  const large = aQuestion({ text: 'x'.repeat(100_000) })
  const small = aQuestion({ text: 'small' })
  const both = await Promise.allSettled([store.addQuestion(large), store.addQuestion(small)])
  expect(both[0]).toMatchObject({ status: 'rejected', reason: { kind: 'disk-full' } })
  await sql`pragma max_page_count = 1000000`.execute(database.db)
  expect(await store.addQuestion(large)).not.toBeNull()
  if (both[1]?.status === 'rejected') expect(await store.addQuestion(small)).not.toBeNull()
  expect(await store.turn(kept.id)).toEqual(kept)
})

test('a database that another program writes to is said to be locked', async () => {
  const path = join(aFolder(), 't.db')
  const { database, store } = await anOpenDatabase(path, hurriedClock())
  await sql`pragma busy_timeout = 0`.execute(database.db)
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  const both = await Promise.allSettled([store.addQuestion(aQuestion()), store.addQuestion(aQuestion())])
  expect(both).toMatchObject([{ reason: { kind: 'locked' } }, { reason: { kind: 'locked' } }])
  other.close()
  expect(await store.addQuestion(aQuestion())).not.toBeNull()
})

test('a database that is locked for a moment is written as soon as it is free', async () => {
  const path = join(aFolder(), 't.db')
  const other = new DatabaseSync(path)
  let pauses = 0
  const clock = hurriedClock(() => {
    pauses += 1
    if (pauses === 3) other.exec('rollback')
  })
  const { database, store } = await anOpenDatabase(path, clock)
  await sql`pragma busy_timeout = 0`.execute(database.db)
  other.exec('begin immediate')
  expect(await store.addQuestion(aQuestion())).not.toBeNull()
  expect(pauses).toBe(3)
  other.close()
})

test('a write that fails takes nothing of its neighbours with it', async () => {
  const { store } = await anOpenDatabase(join(aFolder(), 't.db'))
  const results = await Promise.allSettled([
    store.addQuestion(aQuestion({ text: 'before' })),
    store.beginAnswer('nobody', 'm'),
    store.addQuestion(aQuestion({ text: 'after' })),
  ])
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  const { headId } = await store.conversation('here')
  expect((await store.path(headId ?? '')).map(({ text }) => text)).toEqual(['before', 'after'])
})
