import { expect } from 'vitest'
import { noUsage } from '../../src/conversation/usage.ts'
import { aFile } from '../conversation/a-file.ts'
import { answer, aQuestion, ask, said } from './a-store.ts'
import { test } from './each-engine.ts'

const bytes = new Uint8Array([0, 1, 2, 255])

test('a question comes back as it was asked', async ({ aStore }) => {
  const { store, clock } = await aStore()
  clock.set(5_000_000_000_000)
  const question = await ask(store, {
    text: 'a \0 b 🦊 \u{1f468}\u200d\u{1f469}',
    quote: { author: 'Bob', authorId: 'b', where: '#general', text: 'said' },
    files: [
      { ...aFile('b.png', 'image/png', bytes), width: 3, height: 4, tokens: 7 },
      { ...aFile('a.pdf', 'application/pdf', new Uint8Array()), pages: 9 },
    ],
  })
  expect(await store.turn(question.id)).toEqual(question)
  const contents = await store.fileContents([question.id])
  expect([0, 1, 2].map((position) => contents(question.id, position))).toEqual([
    bytes,
    new Uint8Array(),
    undefined,
  ])
  expect(question.files).toMatchObject([{ width: 3, height: 4, tokens: 7 }, { pages: 9 }])
  expect(question.at).toBe(5_000_000_000_000)
})

test('the same event is one question', async ({ aStore }) => {
  const { store } = await aStore()
  const again = aQuestion({ origin: 'message 1' })
  const [first, second] = await Promise.all([store.addQuestion(again), store.addQuestion(again)])
  expect(second).toBeNull()
  expect(await store.addQuestion(again)).toBeNull()
  expect(await store.questionOf('message 1')).toEqual(first)
  expect(await store.questionOf('message 2')).toBeNull()
})

test('an event that was removed does not come back', async ({ aStore }) => {
  const { store } = await aStore()
  const question = await ask(store, { origin: 'message 1' })
  await store.removeQuestion(question.id)
  expect(await store.addQuestion(aQuestion({ origin: 'message 1' }))).toBeNull()
  expect(await store.questionOf('message 1')).toBeNull()
})

test('an answer comes back as it ended', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const begun = await store.beginAnswer(id, 'claude-test')
  expect(await store.turn(begun.id)).toEqual(begun)
  const settled = {
    text: 'done',
    sources: [{ title: 'A', url: 'https://a.example', at: [2, 5] }],
    failure: { kind: 'busy', retryAfter: 3, requestId: 'req' },
    model: 'claude-other',
    usage: { ...noUsage, input: 3, output: 7 },
  } as const
  await store.settle(begun, settled)
  expect(await store.turn(begun.id)).toEqual({ ...begun, ...settled, state: 'failed' })
})

test('an answer opened again has ended neither well nor badly', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const ended = await answer(store, id, 'half')
  const open = await store.reopenAnswer(ended.id)
  expect(open).toMatchObject({ state: 'writing', text: 'half' })
  expect(open).not.toHaveProperty('stopReason')
  await store.checkpoint(open, 'half and half')
  expect(await store.turn(ended.id)).toMatchObject({ text: 'half and half' })
})

test('all answers to a question are kept, oldest first, and the newest is the head', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const one = await answer(store, id, 'one')
  const two = await answer(store, id, 'two')
  expect((await store.answers(id)).map((each) => each.text)).toEqual(['one', 'two'])
  const { headId, id: conversationId } = await store.conversation('here')
  expect(headId).toBe(two.id)
  await store.setHead(conversationId, one.id)
  expect(await said(store, (await store.conversation('here')).headId)).toEqual(['hello?', 'one'])
})

test('an answer written anew further up does not take away what was said since', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store, { text: 'first' })
  await answer(store, id, 'one')
  const later = await ask(store, { text: 'second' })
  await answer(store, later.id, 'two')
  await answer(store, id, 'one anew')
  expect(await said(store, (await store.conversation('here')).headId)).toEqual([
    'first',
    'one',
    'second',
    'two',
  ])
})

test('a question that waits follows the answer to the one before it', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  const waiting = await ask(store, { text: 'two' })
  await answer(store, first.id, 'to one')
  expect(await said(store, waiting.id)).toEqual(['one', 'to one', 'two'])
  expect((await store.conversation('here')).headId).toBe(waiting.id)
})

test('a question removed from the line does not break it', async ({ aStore }) => {
  const { store } = await aStore()
  const first = await ask(store, { text: 'one' })
  const stopped = await ask(store, { text: 'stopped' })
  const last = await ask(store, { text: 'three' })
  await store.removeQuestion(stopped.id)
  await answer(store, first.id, 'to one')
  expect(await said(store, last.id)).toEqual(['one', 'to one', 'three'])
})

test('what nobody has answered is found at the start, with questions answered together counted as answered', async ({
  aStore,
}) => {
  const { store } = await aStore()
  await ask(store, { text: 'one' })
  const second = await ask(store, { text: 'two' })
  const writing = await store.beginAnswer(second.id, 'claude-test')
  await store.checkpoint(writing, 'so fa')
  await store.checkpoint(writing, 'so far')
  await ask(store, { text: 'three' })
  const removed = await ask(store, { text: 'four' })
  await store.removeQuestion(removed.id)
  const { answers, questions } = await store.unfinished()
  expect(answers.map(({ text }) => text)).toEqual(['so far'])
  expect(questions.map(({ text }) => text)).toEqual(['three'])
})

test('a question that was removed can no longer be answered or edited', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  await store.removeQuestion(id)
  await store.editQuestion(id, 'back')
  expect(await store.turn(id)).toBeNull()
  await expect(store.beginAnswer(id, 'claude-test')).rejects.toMatchObject({
    failure: { kind: 'forgotten' },
  })
})

test('an edited question has its new words', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  await store.editQuestion(id, 'better')
  expect(await store.turn(id)).toMatchObject({ text: 'better' })
})
