import { expect } from 'vitest'
import type { Store } from '../../src/conversation/store.ts'
import { answer, ask } from './a-store.ts'
import { test } from './each-engine.ts'

const outdatedIn = async (store: Store, conversationId?: string): Promise<readonly string[]> =>
  (await store.outdatedControls(conversationId)).map(({ answerId }) => answerId)

/** Asks a question, answers it, and records that the end is visible. */
const newest = async (store: Store, place = 'here') => {
  const question = await ask(store, { place })
  const answered = await answer(store, question.id)
  await store.confirmDisplayed(answered.id, 'newest')
  return answered
}

test('the newest answer outdates the buttons of those before it in its conversation, and of no other', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const elsewhere = await newest(store, 'elsewhere')
  const first = await newest(store)
  expect(await outdatedIn(store)).toEqual([])
  const second = await newest(store)
  expect(await store.outdatedControls()).toEqual([
    {
      ...{ answerId: first.id, questionId: first.parentId, place: 'here' },
      conversationId: first.conversationId,
    },
  ])
  await newest(store)
  expect(await outdatedIn(store, first.conversationId)).toEqual([second.id, first.id])
  expect(await outdatedIn(store, elsewhere.conversationId)).toEqual([])
  await store.controlsRemoved(first.id)
  expect(await outdatedIn(store)).toEqual([second.id])
  await store.startAfresh('here')
  await newest(store)
  expect(await outdatedIn(store)).toEqual([second.id])
})

test('an answer to a question that was asked later keeps its buttons, whichever ends first', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const earlier = await ask(store)
  const later = await newest(store)
  const slow = await answer(store, earlier.id)
  await store.confirmDisplayed(slow.id, 'newest')
  expect(await outdatedIn(store)).toEqual([])
  await newest(store)
  expect(await outdatedIn(store)).toEqual([slow.id, later.id])
})

test('buttons are outdated only while they are there', async ({ aStore }) => {
  const { store } = await aStore()
  const bare = await answer(store, (await ask(store)).id)
  await store.confirmDisplayed(bare.id)
  const covered = await newest(store)
  await store.conceal(covered.id)
  const reopened = await newest(store)
  await store.reopenAnswer(reopened.id)
  await newest(store)
  expect(await outdatedIn(store)).toEqual([])
})

test('buttons that have come back are not outdated any more', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await newest(store)
  await newest(store)
  await store.conceal(first.id)
  await store.confirmDisplayed(first.id, 'shown')
  await store.controlsRemoved(first.id)
  expect(await outdatedIn(store)).toEqual([])
  const third = await newest(store)
  expect(await outdatedIn(store)).toHaveLength(2)
  expect(await outdatedIn(store)).not.toContain(third.id)
})

test('what is forgotten has nothing outdated', async ({ aStore }) => {
  const { store } = await aStore()
  await newest(store)
  await newest(store)
  await store.forgetPlace('here', 1)
  expect(await outdatedIn(store)).toEqual([])
})
