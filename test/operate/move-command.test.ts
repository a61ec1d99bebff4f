import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../src/clock.ts'
import type { Store } from '../../src/conversation/store.ts'
import { openStore } from '../../src/store/open-store.ts'
import { aFile } from '../conversation/a-file.ts'
import { aDatabase } from '../postgres/a-database.ts'
import { answer, ask } from '../store/a-store.ts'

const aFileUrl = () => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return `file:${join(folder, 't.db')}`
}

const start = (from: string, to: string): ChildProcess => {
  const child = spawn(process.execPath, ['src/operate/move-command.ts', from, to], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Runs the command as npm does, in a process of its own. */
const move = async (from: string, to: string) => {
  const child = start(from, to)
  if (child.stdout === null || child.stderr === null) throw new Error('no pipe')
  const [said, failed] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, text: said + failed }
}

const using = async <T>(url: string, act: (store: Store) => Promise<T>): Promise<T> => {
  const store = await openStore({ url, clock: systemClock })
  try {
    return await act(store)
  } finally {
    await store.close()
  }
}

const owner = { type: 'channel', id: 'here' } as const

const bytes = new Uint8Array(70_000).map((_, n) => n % 251)

/** A database with something in every table, among it what the engines keep differently. */
const fill = (url: string) =>
  using(url, async (store) => {
    await store.changeSettings(owner, () => ({ persona: 'a pirate' }))
    const first = await ask(store, { text: 'a \0 b 🦊', files: [aFile('a.png', 'image/png', bytes)] })
    const waiting = await ask(store, { text: 'waits' })
    // The question that waits now follows a turn that was stored after it.
    const reply = await answer(store, first.id, 'hello!')
    await store.addSummary(await store.path(reply.id), 'so far')
    await store.addShown({ messageId: '1', channelId: '2', turnId: reply.id, page: 0 })
    await store.addSpending({
      answerId: reply.id,
      speakerId: 'a',
      model: 'm',
      usage: reply.usage,
      dollars: 0.1 + 0.2,
    })
    const writing = await store.beginAnswer(waiting.id, 'm')
    await store.checkpoint(writing, 'half of')
    for (let n = 0; n < 520; n += 1) await ask(store, { place: 'elsewhere', text: `question ${n}` })
  })

/** All that a store gives of it. */
const contentsOf = (url: string) =>
  using(url, async (store) => {
    const { headId } = await store.conversation('here')
    const other = await store.conversation('elsewhere')
    const path = await store.path(headId ?? '')
    const contents = await store.fileContents(path.map(({ id }) => id))
    return {
      settings: await store.settingsOf([owner]),
      path,
      bytes: contents(path[0]?.id ?? '', 0),
      elsewhere: await store.path(other.headId ?? ''),
      summary: await store.summaryAt(path.map(({ id }) => id)),
      shown: await store.shownBy('1'),
      spent: await store.spent({ since: 0 }),
      unfinished: await store.unfinished(),
    }
  })

test('everything moves to PostgreSQL and back, row for row; both go on from there', {
  timeout: 120_000,
}, async () => {
  const [source, server, back] = [aFileUrl(), await aDatabase(), aFileUrl()]
  await fill(source)
  const contents = await contentsOf(source)
  expect(contents.path).toHaveLength(4)
  expect(contents.bytes).toEqual(bytes)
  const there = await move(source, server)
  expect(there).toMatchObject({ code: 0 })
  expect(there.text).toContain('Moved and compared rows: 2 of conversation, 524 of turn, 1 of file')
  expect(await contentsOf(server)).toEqual(contents)
  expect(await move(server, back)).toMatchObject({ code: 0 })
  expect(await contentsOf(back)).toEqual(contents)
  for (const url of [server, back])
    await using(url, async (store) => {
      const next = await ask(store, { text: 'next' })
      expect((await store.path(next.id)).at(-1)).toMatchObject({ text: 'next' })
      expect((await store.unfinished()).questions.at(-1)).toMatchObject({ id: next.id })
    })
})

test('a move that is killed half-way has moved nothing, and is done when it is run again', {
  timeout: 120_000,
}, async () => {
  const [source, server] = [aFileUrl(), await aDatabase()]
  await fill(source)
  const blocker = new pg.Client(server)
  await blocker.connect()
  await blocker.query('begin; lock table summary in exclusive mode')
  const child = start(source, server)
  let said = ''
  for await (const part of child.stdout ?? []) {
    said += String(part)
    // The turns have been copied; the rest waits for the lock.
    if (said.includes('summary')) break
  }
  child.kill('SIGKILL')
  await once(child, 'close')
  await blocker.query('rollback')
  const { rows } = await blocker.query('select count(*)::int as n from turn')
  await blocker.end()
  expect(rows).toEqual([{ n: 0 }])
  expect(await move(source, server)).toMatchObject({ code: 0 })
  expect(await contentsOf(server)).toEqual(await contentsOf(source))
})

test('a target that is not empty is refused, and so is one that a bot answers with', {
  timeout: 120_000,
}, async () => {
  const [source, server] = [aFileUrl(), await aDatabase()]
  await using(source, (store) => ask(store))
  const bot = await openStore({ url: server, clock: systemClock })
  expect(await move(source, server)).toMatchObject({
    code: 1,
    text: expect.stringContaining('Another process is answering'),
  })
  await ask(bot)
  await bot.close()
  expect(await move(source, server)).toMatchObject({ code: 1, text: expect.stringContaining('is not empty') })
  expect(await move('file:/nowhere.db', server)).toMatchObject({
    code: 1,
    text: 'There is no database /nowhere.db.\n',
  })
})
