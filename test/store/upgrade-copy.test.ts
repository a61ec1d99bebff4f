import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { restore } from '../../src/operate/copy-database.ts'
import { openStore } from '../../src/store/open-store.ts'
import { createFakeClock, type FakeClock } from '../world/fake-clock.ts'
import { aClock } from './a-clock.ts'

const schema = readFileSync(new URL('./first-schema.sql', import.meta.url), 'utf8')

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  path = join(folder, 'tendril.db')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeOldDatabase()
})

const writeOldDatabase = (): void => {
  rmSync(path, { force: true })
  const sqlite = new DatabaseSync(path)
  sqlite.exec(schema)
  sqlite.close()
}

const copies = (): readonly string[] => readdirSync(folder).filter((name) => name.includes('before-upgrade'))

const at = (iso: string) => aClock(Date.parse(iso))

const openAndClose = async (clock = at('2026-11-29T01:02:03Z')): Promise<readonly string[]> => {
  const told: string[] = []
  const store = await openStore({ url: `file:${path}`, clock, onCopy: (file) => told.push(file) })
  await store.close()
  return told
}

const tablesIn = (file: string): readonly unknown[] => {
  const sqlite = new DatabaseSync(file, { readOnly: true })
  const names = sqlite.prepare('select name from kysely_migration order by name').all()
  sqlite.close()
  return names.map(({ name }) => name)
}

test('a copy of the database as it was is kept before it is brought up to date, for its owner alone', async () => {
  const before = tablesIn(path)
  const [told] = await openAndClose()
  expect(told).toBe(`${path}.before-upgrade-20261129T010203Z`)
  expect(tablesIn(told ?? '')).toEqual(before)
  expect(tablesIn(path).length).toBeGreaterThan(before.length)
  expect(statSync(told ?? '').mode & 0o777).toBe(0o600)
})

test('one that is up to date, or new, is not copied', async () => {
  await openAndClose()
  expect(await openAndClose(at('2026-11-30T00:00:00Z'))).toEqual([])
  rmSync(path)
  expect(await openAndClose(at('2026-12-01T00:00:00Z'))).toEqual([])
  expect(copies()).toHaveLength(1)
})

test('the copy is restored, and is brought up to date again with all that it held', async () => {
  const [copy = ''] = await openAndClose()
  const { contents } = restore(copy, path)
  expect(contents.turns).toBeGreaterThan(0)
  await openAndClose(at('2026-11-30T00:00:00Z'))
  const store = await openStore({ url: `file:${path}`, clock: aClock() })
  const { headId } = await store.conversation('100')
  expect(await store.path(headId ?? '')).toHaveLength(4)
  await store.close()
})

test('the two newest copies stay', async () => {
  for (const day of ['01', '02', '03']) {
    writeOldDatabase()
    await openAndClose(at(`2026-12-${day}T00:00:00Z`))
  }
  expect(copies()).toEqual([
    'tendril.db.before-upgrade-20261202T000000Z',
    'tendril.db.before-upgrade-20261203T000000Z',
  ])
})

test('a copy goes after thirty days, while the bot runs; other files stay', async () => {
  const clock: FakeClock = createFakeClock()
  writeFileSync(`${path}.before-upgrade-mine`, 'kept by hand')
  const store = await openStore({ url: `file:${path}`, clock })
  onTestFinished(() => store.close())
  const day = 86_400_000
  await clock.pass(29 * day)
  expect(copies()).toHaveLength(2)
  await clock.pass(2 * day)
  expect(copies()).toEqual(['tendril.db.before-upgrade-mine'])
})

test('where no copy can be kept the database stays as it is, in words', async () => {
  const before = tablesIn(path)
  // A folder of that name stands in the way, also of root.
  mkdirSync(`${path}.before-upgrade-20261129T010203Z`)
  writeFileSync(`${path}.before-upgrade-20261129T010203Z/file`, '')
  await expect(openAndClose()).rejects.toThrow(/is not brought up to date, because no copy of it can be kept/)
  expect(tablesIn(path)).toEqual(before)
  expect(copies().filter((name) => name.endsWith('unfinished'))).toEqual([])
})
