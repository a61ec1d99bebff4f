import { expect } from 'vitest'
import { noUsage } from '../../src/conversation/usage.ts'
import { answer, aQuestion, ask } from './a-store.ts'
import { type Engine, test } from './each-engine.ts'

const anAnswer = async ({ aStore }: Pick<Engine, 'aStore'>) => {
  const { store, clock } = await aStore()
  const { id: questionId } = await ask(store)
  const { id: answerId } = await answer(store, questionId)
  return { store, clock, questionId, answerId }
}

test('the messages that show an answer are given by page, each once', async (engine) => {
  const { store, answerId } = await anAnswer(engine)
  const two = { messageId: 'm2', channelId: 'c', turnId: answerId, page: 1 }
  const one = { messageId: 'm1', channelId: 'c', turnId: answerId, page: 0 }
  await store.addShown(two)
  await store.addShown(one)
  await store.addShown(one)
  expect(await store.shown(answerId)).toEqual([one, two])
  expect(await store.shownBy('m2')).toEqual(two)
  await store.removeShown('m2')
  expect(await store.shownBy('m2')).toBeNull()
})

test('a question comes with the messages that say that it waits, in one write; one that was known changes nothing', async ({
  aStore,
}) => {
  const { store } = await aStore()
  const message = { messageId: 'm', channelId: 'c', page: 0 }
  const asked = aQuestion()
  const question = await store.addQuestion(asked, [message])
  expect(await store.shown(question?.id ?? '')).toEqual([{ ...message, turnId: question?.id }])
  expect(await store.addQuestion(asked, [{ ...message, messageId: 'another' }])).toBeNull()
  expect(await store.shownBy('another')).toBeNull()
})

test('a token is given while it lasts', async (engine) => {
  const { store, clock, answerId } = await anAnswer(engine)
  const token = { applicationId: 'app', token: 'secret', endsAt: clock.now() + 900_000 }
  await store.addShown({ messageId: 'm', channelId: 'c', turnId: answerId, page: 0, token })
  expect(await store.shownBy('m')).toMatchObject({ token })
  clock.set(token.endsAt)
  expect(await store.shownBy('m')).not.toHaveProperty('token')
})

test('what was spent adds up, unknown prices counted apart, and outlasts what was said', async (engine) => {
  const { store, clock, answerId } = await anAnswer(engine)
  const usage = { ...noUsage, input: 10, cacheRead: 5, output: 2 }
  await store.addSpending({ answerId, speakerId: 'a', model: 'm', usage, dollars: 0.25 })
  await store.addSpending({ answerId, speakerId: 'b', model: 'm', usage, dollars: 0.5 })
  await store.forgetPlace('here', 1)
  await store.addSpending({ answerId, speakerId: 'a', model: 'new', usage, dollars: null })
  const twice = { ...usage, input: 20, cacheRead: 10, output: 4 }
  expect(await store.spent({ since: clock.now(), speakerId: 'a' })).toEqual({
    requests: 2,
    dollars: 0.25,
    unpriced: 1,
    usage: twice,
  })
  expect(await store.spent({ since: 0 })).toMatchObject({ requests: 3, dollars: 0.75 })
  expect(await store.spent({ since: clock.now() + 1 })).toEqual({
    requests: 0,
    dollars: 0,
    unpriced: 0,
    usage: noUsage,
  })
})

test('the summary nearest to the end of a path is given, however long the path', async (engine) => {
  const { store, questionId, answerId } = await anAnswer(engine)
  await store.addSummary(await store.path(questionId), 'early')
  const long = Array.from({ length: 1200 }, (_, n) => `other ${n}`)
  expect(await store.summaryAt([questionId, answerId, ...long])).toEqual({
    turnId: questionId,
    text: 'early',
  })
  await store.addSummary(await store.path(answerId), 'late')
  await store.addSummary(await store.path(answerId), 'later')
  expect(await store.summaryAt([questionId, answerId, ...long])).toEqual({ turnId: answerId, text: 'later' })
  expect(await store.summaryAt([questionId])).toEqual({ turnId: questionId, text: 'early' })
  expect(await store.summaryAt([])).toBeNull()
})
