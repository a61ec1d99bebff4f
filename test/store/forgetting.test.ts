import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { aFile } from '../conversation/a-file.ts'
import { aClock } from './a-clock.ts'
import { answer, ask, said } from './a-store.ts'
import { type Engine, test } from './each-engine.ts'

/** A store of an engine, with whether its files hold a word. PostgreSQL erases what was deleted at its own time. */
const aSearchableStore = async ({ name, aStore }: Engine) => {
  if (name === 'PostgreSQL') return { store: (await aStore()).store, holds: () => false }
  const folder = mkdtempSync(join(tmpdir(), 'tendril-'))
  const store = await openStore({ url: `file:${folder}/t.db`, clock: aClock() })
  onTestFinished(async () => {
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const holds = (word: string) =>
    readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes(word))
  return { store, holds }
}

const secret = 'the word that must go'
const file = aFile('a.txt', 'text/plain', new TextEncoder().encode(`${secret} `.repeat(3000)))

test('a removed question leaves the path, and what followed keeps its place', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  const reply = await answer(store, first.id, 'two')
  const last = await ask(store, { text: 'three' })
  await store.removeQuestion(first.id)
  expect(await said(store, last.id)).toEqual(['two', 'three'])
  expect((await store.answers(first.id)).map(({ id }) => id)).toEqual([reply.id])
})

for (const how of ['removeQuestion', 'editQuestion', 'forgetSpeaker'] as const)
  test(`summaries that may hold its words go with ${how}, earlier ones stay`, async ({ aStore }) => {
    const { store } = await aStore()
    const first = await ask(store, { speaker: { id: 'b', name: 'Bob' } })
    const reply = await answer(store, first.id)
    const second = await ask(store)
    const last = await answer(store, second.id)
    await store.addSummary(await store.path(reply.id), 'early')
    await store.addSummary(await store.path(last.id), 'late')
    await store[how](how === 'forgetSpeaker' ? 'a' : second.id, 'edited')
    expect(await store.summaryAt([first.id, reply.id, second.id, last.id])).toMatchObject({ text: 'early' })
  })

test('a removed question is gone from the files on the disk, with its files', async (engine) => {
  const { store, holds } = await aSearchableStore(engine)
  const { id } = await ask(store, { text: secret, files: [file] })
  expect(holds(secret)).toBe(engine.name === 'SQLite')
  await store.removeQuestion(id)
  expect(holds(secret)).toBe(false)
})

test('forgetting a person takes all that they said, everywhere, and what others quoted of it', async (engine) => {
  const { store, holds } = await aSearchableStore(engine)
  const alice = { id: 'a', name: 'Alice Liddell' }
  const first = await ask(store, { speaker: alice, text: secret, files: [file] })
  await answer(store, first.id, 'two')
  const quote = { author: 'Alice Liddell', authorId: 'a', where: '#x', text: secret }
  const bob = await ask(store, { speaker: { id: 'b', name: 'Bob' }, text: 'three', quote })
  await store.addSummary(await store.path(bob.id), `they spoke of ${secret}`)
  await ask(store, { place: 'elsewhere', speaker: alice, text: secret })
  expect(await store.forgetSpeaker('a')).toBe(2)
  expect(await store.forgetSpeaker('a')).toBe(0)
  expect(await said(store, bob.id)).toEqual(['two', 'three'])
  expect(await store.turn(bob.id)).not.toHaveProperty('quote')
  expect(await store.summaryAt([bob.id])).toBeNull()
  expect(holds(secret)).toBe(false)
  expect(holds('Alice Liddell')).toBe(false)
})

test('forgetting a place takes its conversations, and leaves others their own words', async (engine) => {
  const { store, holds } = await aSearchableStore(engine)
  const first = await ask(store, { text: secret })
  const reply = await answer(store, first.id, secret)
  await store.addShown({ messageId: 'm', channelId: 'c', turnId: reply.id, page: 0 })
  await store.inherit('thread', reply.id)
  const own = await ask(store, { place: 'thread', text: 'own' })
  await store.startAfresh('here')
  await ask(store, { text: secret })
  expect(await store.forgetPlace('here', 1)).toBe(3)
  expect(await said(store, own.id)).toEqual(['own'])
  expect(await store.conversation('here')).toMatchObject({ headId: null, forgottenAt: 1 })
  expect(await store.shownBy('m')).toBeNull()
  expect(holds(secret)).toBe(false)
  const { headId } = await store.conversation('thread')
  expect(headId).toBe(own.id)
})

test('a thread that has said nothing yet begins anew when its past is forgotten', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store)
  await store.inherit('thread', first.id)
  await store.forgetPlace('here', 1)
  const own = await ask(store, { place: 'thread', text: 'own' })
  expect(await said(store, own.id)).toEqual(['own'])
})

test('what was last spoken in before a day is forgotten; that a place was to be forgotten is kept', async ({
  aStore,
}) => {
  const { store, clock } = await aStore()
  clock.set(10)
  await ask(store, { place: 'old', text: 'old' })
  await store.forgetPlace('old', 5)
  const { id } = await store.conversation('old')
  await ask(store, { place: 'old', text: 'old again' })
  await ask(store, { place: 'older', text: 'older' })
  const begun = await ask(store, { place: 'alive', text: 'alive since long' })
  clock.set(20)
  await answer(store, begun.id)
  await ask(store, { place: 'new', text: 'new' })
  expect(await store.forgetBefore(20)).toBe(2)
  expect(await store.forgetBefore(20)).toBe(0)
  expect(await store.conversation('old')).toMatchObject({
    id,
    headId: null,
    forgottenAt: 5,
  })
  expect(await said(store, (await store.conversation('alive')).headId)).toEqual([
    'alive since long',
    'hello!',
  ])
  expect(await said(store, (await store.conversation('new')).headId)).toEqual(['new'])
})
