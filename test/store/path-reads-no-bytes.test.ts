import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createStore } from '../../src/store/create-store.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { aFile } from '../conversation/a-file.ts'
import { aClock } from './a-clock.ts'
import { answer, ask } from './a-store.ts'

test('turns are read without the bytes of their files', async () => {
  const database = openSqlite({ type: 'memory' })
  await migrate(database.db, 'in memory')
  const store = createStore(database, { clock: aClock(), newId: randomUUID })
  const photo = aFile('a.png', 'image/png', new Uint8Array(1000))
  const { id } = await ask(store, { files: [photo, photo] })
  const begun = await answer(store, id)
  const next = await ask(store, { origin: 'next' })
  // Whatever would read them fails from here on.
  await sql`drop table file_content`.execute(database.db)
  expect(await store.path(next.id)).toMatchObject([{ files: [{ size: 1000 }, { size: 1000 }] }, {}, {}])
  expect(await store.turn(begun.id)).not.toBeNull()
  expect(await store.questionOf('next')).not.toBeNull()
  expect(await store.answers(id)).toHaveLength(1)
  expect((await store.unfinished()).questions).toHaveLength(1)
  await expect(store.fileContents([id])).rejects.toThrow('file_content')
})
