import { expect, test } from 'vitest'
import { createQuestionBatch } from '../../src/replies/question-batch.ts'
import { aQuestion, aStore, ask } from '../store/a-store.ts'

test('a question that is being stored while the reply ends is not lost with it: it is to be answered alone', async () => {
  const { store } = await aStore()
  const first = await ask(store)
  const batch = createQuestionBatch(aQuestion(), first, store)
  const joined = batch.join(aQuestion({ text: 'and this?' }))
  await Promise.resolve()
  batch.seal()
  expect(await joined).toMatchObject({ alone: { text: 'and this?', parentId: first.id } })
  expect(batch.questions()).toEqual([first])
  expect(await batch.join(aQuestion({ text: 'too late' }))).toBe('late')
  expect((await store.unfinished()).questions.map(({ text }) => text)).toEqual([first.text, 'and this?'])
})
