import { expect } from 'vitest'
import type { Store } from '../../src/conversation/store.ts'
import { answer, aQuestion, ask, said } from './a-store.ts'
import { test } from './each-engine.ts'

const headOf = async (store: Store, place: string) => (await store.conversation(place)).headId

test('a place goes on with its conversation', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  await answer(store, first.id, 'two')
  await ask(store, { text: 'three' })
  await ask(store, { place: 'elsewhere', text: 'apart' })
  expect(await said(store, await headOf(store, 'here'))).toEqual(['one', 'two', 'three'])
  expect(await said(store, await headOf(store, 'elsewhere'))).toEqual(['apart'])
})

test('starting afresh forgets what was said, and keeps that a place was to be forgotten', async ({
  aStore,
}) => {
  const { store } = await aStore()
  await store.forgetPlace('here', 7)
  const { id } = await store.conversation('here')
  await ask(store)
  const fresh = await store.startAfresh('here')
  expect(fresh).toMatchObject({ headId: null, forgottenAt: 7 })
  expect(fresh.id).not.toBe(id)
  expect((await store.conversation('here')).id).toBe(fresh.id)
})

test('a place that inherits shares the past and not the future', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'past' })
  const reply = await answer(store, first.id, 'reply')
  await store.inherit('thread', reply.id)
  await ask(store, { text: 'in the channel' })
  await ask(store, { place: 'thread', text: 'in the thread' })
  expect(await said(store, await headOf(store, 'here'))).toEqual(['past', 'reply', 'in the channel'])
  expect(await said(store, await headOf(store, 'thread'))).toEqual(['past', 'reply', 'in the thread'])
})

test('inheriting the same turn again goes on with what was begun', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store)
  const once = await store.inherit('thread', first.id)
  await ask(store, { place: 'thread' })
  expect((await store.inherit('thread', first.id)).id).toBe(once.id)
})

test('a question may follow any earlier turn of its place, and branches there', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  const reply = await answer(store, first.id, 'two')
  await ask(store, { text: 'three' })
  const branch = await ask(store, { parentId: reply.id, text: 'other three' })
  expect(await said(store, branch.id)).toEqual(['one', 'two', 'other three'])
  expect(await headOf(store, 'here')).toBe(branch.id)
})

test('a question may follow a turn that its place has inherited', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  const reply = await answer(store, first.id, 'two')
  const second = await ask(store, { text: 'three' })
  await store.inherit('thread', second.id)
  await ask(store, { place: 'thread' })
  const branch = await ask(store, { place: 'thread', parentId: reply.id, text: 'branch' })
  expect(await said(store, branch.id)).toEqual(['one', 'two', 'branch'])
  expect(await headOf(store, 'thread')).toBe(branch.id)
})

test('a question may not follow a turn of a place that it shares no past with', async ({ aStore }) => {
  const { store } = await aStore()
  const secret = await ask(store, { place: 'private', text: 'secret' })
  await expect(store.addQuestion(aQuestion({ parentId: secret.id }))).rejects.toThrow('may not go on from it')
  expect(await headOf(store, 'here')).toBeNull()
})

test('a reply to a conversation that was left goes on there, and the place with the new one', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const old = await ask(store, { text: 'old' })
  const { id } = await store.startAfresh('here')
  const late = await ask(store, { parentId: old.id, text: 'late' })
  expect(await said(store, late.id)).toEqual(['old', 'late'])
  expect(await store.conversation('here')).toMatchObject({ id, headId: null })
})
