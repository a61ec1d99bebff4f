import { randomUUID } from 'node:crypto'
import { expect, test as onSqlite } from 'vitest'
import { noUsage } from '../../src/conversation/usage.ts'
import { createStore } from '../../src/store/create-store.ts'
import { groupCommit } from '../../src/store/group-commit.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openSqlite } from '../../src/store/sqlite/open-sqlite.ts'
import { textChunks } from '../../src/store/text-chunks.ts'
import type { WriteSurroundings } from '../../src/store/writes.ts'
import { aFile } from '../conversation/a-file.ts'
import { aClock } from './a-clock.ts'
import { answer, aQuestion, ask } from './a-store.ts'
import { test } from './each-engine.ts'

const end = (text: string) => ({ text, sources: [], model: 'claude-test', usage: noUsage })

/** What somebody can do to a question while a summary of it is being written. */
const changes = ['removeQuestion', 'editQuestion', 'forgetSpeaker', 'forgetPlace'] as const

for (const how of changes)
  test(`a summary is refused if ${how} has changed a turn that it covers`, async ({ aStore }) => {
    const { store } = await aStore()
    const secret = await ask(store, { text: 'my secret' })
    await answer(store, secret.id)
    const other = await ask(store, { speaker: { id: 'b', name: 'Bob' } })
    const last = await answer(store, other.id)
    const path = await store.path(last.id)
    const key = {
      forgetSpeaker: 'a',
      forgetPlace: 'here',
      removeQuestion: secret.id,
      editQuestion: secret.id,
    }
    await (how === 'forgetPlace' ? store.forgetPlace(key[how], 1) : store[how](key[how], 'edited'))
    expect(await store.addSummary(path, 'their secret')).toBe(false)
    expect(await store.summaryAt(path.map(({ id }) => id))).toBeNull()
  })

test('a summary is refused if a quote in it was forgotten', async ({ aStore }) => {
  const { store } = await aStore()
  const quote = { author: 'Bob', authorId: 'b', where: '#x', text: 'secret' }
  const { id } = await ask(store, { quote })
  const path = await store.path(id)
  await store.forgetSpeaker('b')
  expect(await store.addSummary(path, 'Bob has a secret')).toBe(false)
})

test('a summary of a thread is refused if the channel that it inherited from was forgotten', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const { id } = await ask(store, { text: 'my secret' })
  const begun = await answer(store, id)
  await store.inherit('thread', begun.id)
  const inThread = await ask(store, { place: 'thread' })
  const path = await store.path(inThread.id)
  expect(path).toHaveLength(3)
  await store.forgetPlace('here', 1)
  expect(await store.addSummary(path, 'their secret')).toBe(false)
  expect(await store.addSummary(await store.path(inThread.id), 'without it')).toBe(true)
})

test('a summary is stored if only other turns have changed, also over very many turns', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const first = await ask(store)
  const later = await ask(store)
  const path = await store.path(first.id)
  await store.editQuestion(later.id, 'edited')
  expect(await store.addSummary(path, 'early')).toBe(true)
  for (let n = 0; n < 600; n += 1) await ask(store)
  const { headId } = await store.conversation('here')
  const long = await store.path(headId ?? '')
  expect(await store.addSummary(long, 'all')).toBe(true)
  await store.editQuestion(long[1]?.id ?? '', 'edited again')
  expect(await store.addSummary(long, 'all')).toBe(false)
})

test('late writes to an answer that has been reopened since change nothing, and its spending is kept', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const before = await store.beginAnswer(id, 'claude-test')
  await store.settle(before, end('first'))
  const now = await store.reopenAnswer(before.id)
  await store.checkpoint(now, 'first and second')
  const spending = { answerId: id, speakerId: 'a', model: 'm', usage: noUsage, dollars: 2 }
  await store.settle(before, end('late'), spending)
  await store.checkpoint(before, 'late')
  await store.updateMetadata(before, { thinking: 'late' })
  expect(await store.turn(now.id)).toMatchObject({ state: 'writing', text: 'first and second' })
  expect(await store.turn(now.id)).not.toHaveProperty('thinking')
  expect(await store.spent({ since: 0 })).toMatchObject({ requests: 1, dollars: 2 })
  await store.settle(now, end('first and second, whole'))
  expect(await store.turn(now.id)).toMatchObject({ state: 'ended', text: 'first and second, whole' })
})

/** A database in memory whose scrubbing can be made to fail. */
const aDatabase = async () => {
  const database = openSqlite({ type: 'memory' })
  await migrate(database.db, 'in memory')
  const state = { fails: false, scrubs: 0 }
  const scrub = (): void => {
    if (state.fails) throw new Error('disk I/O error')
    state.scrubs += 1
    database.scrub()
  }
  return {
    database: {
      ...database,
      scrub,
      writes: (surroundings: WriteSurroundings) => groupCommit({ ...database, scrub }, surroundings),
    },
    state,
  }
}

onSqlite(
  'writes are done when only the scrubbing after their commit fails; the next commit scrubs',
  async () => {
    const { database, state } = await aDatabase()
    const faults: unknown[] = []
    const store = createStore(database, {
      clock: aClock(),
      newId: randomUUID,
      onFault: (error) => faults.push(error),
    })
    const first = await ask(store, { text: 'one' })
    state.fails = true
    const together = [store.removeQuestion(first.id), store.addQuestion(aQuestion({ origin: 'two' }))]
    const results = await Promise.allSettled(together)
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await store.turn(first.id)).toBeNull()
    expect(await store.questionOf('two')).not.toBeNull()
    expect(faults).toHaveLength(1)
    state.fails = false
    expect(state.scrubs).toBe(0)
    await ask(store, { text: 'three' })
    expect(state.scrubs).toBe(1)
    await ask(store, { text: 'four' })
    expect(state.scrubs).toBe(1)
  },
)

onSqlite(
  'nothing of an answer is held in memory after its end, even if a checkpoint comes late',
  async () => {
    const { database } = await aDatabase()
    const clock = aClock()
    const store = createStore(database, { clock, newId: randomUUID })
    const { write } = groupCommit(database, { clock, onFault: () => {} })
    const chunks = textChunks({ db: database.db, write, clock, newId: randomUUID, owner: undefined })
    const { id } = await ask(store)
    const ended = await store.beginAnswer(id, 'claude-test')
    await chunks.checkpoint(ended, 'so far')
    expect(chunks.held()).toBe(1)
    await store.settle(ended, end('so far, and the end'))
    chunks.ended(ended.id)
    await chunks.checkpoint(ended, 'so far, and the end')
    expect(chunks.held()).toBe(0)
    const forgotten = await store.beginAnswer(id, 'claude-test')
    await chunks.checkpoint(forgotten, 'so')
    await store.forgetPlace('here', 1)
    await chunks.checkpoint(forgotten, 'so far')
    expect(chunks.held()).toBe(0)
  },
)

test('a question that was marked as unsendable says why, until its text is edited', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  await store.markUnsendable(id, 'too-large')
  expect(await store.turn(id)).toMatchObject({ unsendable: 'too-large' })
  await store.editQuestion(id, 'shorter')
  expect(await store.turn(id)).not.toHaveProperty('unsendable')
})

test('a question with files stays unsendable when its text is edited', async ({ aStore }) => {
  const { store } = await aStore()
  const file = aFile('a.txt', 'text/plain', new TextEncoder().encode('x'))
  const { id } = await ask(store, { files: [file] })
  await store.markUnsendable(id, 'refused')
  await store.editQuestion(id, 'what is it?')
  expect(await store.turn(id)).toMatchObject({ unsendable: 'refused' })
})
