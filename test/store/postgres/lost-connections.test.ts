import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { aDatabase } from '../../postgres/a-database.ts'
import { aWire } from '../../postgres/a-wire.ts'
import { answer, aQuestion, ask, said } from '../a-store.ts'

/** A store that reaches its database by way of a network that can fail. */
const aReachingStore = async () => {
  const url = await aDatabase()
  const wire = await aWire(url)
  const store = await openStore({ url: wire.through(url), clock: systemClock })
  onTestFinished(async () => {
    wire.mend()
    await store.close()
  })
  return { store, wire, url }
}

const unreachable = { kind: 'unreachable' }

test('a commit whose answer was lost is found to have happened: the question is stored once, and the caller told so', async () => {
  const { store, wire } = await aReachingStore()
  const asked = aQuestion({ text: 'only once' })
  wire.breakNextCommit('after')
  const question = await store.addQuestion(asked)
  expect(question).toMatchObject({ text: 'only once' })
  expect(await store.addQuestion(asked)).toBeNull()
  const { headId } = await store.conversation('here')
  expect(await said(store, headId)).toEqual(['only once'])
})

test('a commit that never arrived is found not to have happened, and the write is done on a new connection', async () => {
  const { store, wire } = await aReachingStore()
  const asked = aQuestion({ text: 'only once' })
  wire.breakNextCommit('before')
  expect(await store.addQuestion(asked)).toMatchObject({ text: 'only once' })
  const { headId } = await store.conversation('here')
  expect(await said(store, headId)).toEqual(['only once'])
})

test('spending that comes with an end whose commit is in doubt is counted once', async () => {
  const { store, wire } = await aReachingStore()
  const { id } = await ask(store)
  const usage = {
    input: 1,
    cacheWrite5m: 0,
    cacheWrite1h: 0,
    cacheRead: 0,
    output: 1,
    thinking: 0,
    webSearches: 0,
  }
  for (const when of ['before', 'after'] as const) {
    wire.breakNextCommit(when)
    await store.addSpending({ answerId: id, speakerId: 'a', model: 'm', usage, dollars: 1 })
  }
  expect(await store.spent({ since: 0 })).toMatchObject({ requests: 2, dollars: 2 })
})

test('while the network is cut, reads and writes fail at once and in words; when it is back, they work', async () => {
  const { store, wire } = await aReachingStore()
  const { id } = await ask(store)
  wire.cut()
  const many = Array.from({ length: 50 }, (_, n) => store.addQuestion(aQuestion({ place: `place ${n}` })))
  const outcomes = await Promise.allSettled(many)
  expect(outcomes).toEqual(
    outcomes.map(() => ({ status: 'rejected', reason: expect.objectContaining(unreachable) })),
  )
  await expect(store.turn(id)).rejects.toMatchObject(unreachable)
  await expect(store.turn(id)).rejects.toThrow('Check DATABASE_URL, that the server runs')
  wire.mend()
  await answer(store, id, 'back')
  const { headId } = await store.conversation('here')
  expect(await said(store, headId)).toEqual(['hello?', 'back'])
  expect((await store.unfinished()).questions).toEqual([])
})

test('all connections that the server has ended are replaced without a word', async () => {
  const { store, url } = await aReachingStore()
  await Promise.all(Array.from({ length: 20 }, (_, n) => ask(store, { place: `place ${n}` })))
  const other = new pg.Client(url)
  await other.connect()
  await other.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await other.end()
  const again = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(store, { place: `place ${n}` })))
  expect(again).toHaveLength(20)
})
