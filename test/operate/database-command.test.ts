import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import { openStore } from '../../src/store/open-store.ts'
import { ask } from '../store/a-store.ts'

const aFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const open = (path: string) => openStore({ url: `file:${path}`, clock: systemClock })

/** Runs the command as npm does, in a process of its own. */
const run = async (database: string, ...args: readonly string[]) => {
  const environment = { ...process.env, DATABASE_URL: `file:${database}` }
  const command = promisify(execFile)(process.execPath, ['src/operate/database-command.ts', ...args], {
    env: environment,
  })
  return command.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, text: stderr }),
  )
}

const turnsIn = async (path: string): Promise<number> => {
  const store = await open(path)
  const { headId } = await store.conversation('here')
  const turns = await store.path(headId ?? '')
  await store.close()
  return turns.length
}

test('a backup of a running bot holds what was said until then, and is restored over what came later', async () => {
  const [database, copy] = [join(aFolder(), 't.db'), join(aFolder(), 'copy.db')]
  const store = await open(database)
  await ask(store, { text: 'before' })
  expect(await run(database, 'backup', copy)).toEqual({
    code: 0,
    text: `${copy}: 1 conversations, 1 turns.\n`,
  })
  await ask(store, { text: 'after' })
  expect((await run(database, 'restore', copy)).text).toContain('stop it first')
  await store.close()
  expect(await turnsIn(database)).toBe(2)

  expect((await run(database, 'restore', copy)).code).toBe(0)
  expect(await turnsIn(database)).toBe(1)
  expect(await turnsIn(`${database}.before-restore`)).toBe(2)

  expect((await run(database, 'restore', copy)).text).toContain(`${database}.before-restore-2`)
})

test('a backup overwrites nothing', async () => {
  const [database, copy] = [join(aFolder(), 't.db'), join(aFolder(), 'copy.db')]
  await (await open(database)).close()
  writeFileSync(copy, 'something')
  expect(await run(database, 'backup', copy)).toMatchObject({
    code: 1,
    text: expect.stringContaining('exists already'),
  })
})

test('what is no database is not restored, and the database stays', async () => {
  const [database, other] = [join(aFolder(), 't.db'), join(aFolder(), 'other.db')]
  await (await open(database)).close()
  writeFileSync(other, 'not a database at all, but long enough to be read as one')
  expect(await run(database, 'restore', other)).toMatchObject({
    code: 1,
    text: expect.stringContaining('is not a Tendril database'),
  })
  expect(existsSync(database)).toBe(true)
})
