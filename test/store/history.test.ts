import fc from 'fast-check'
import { expect } from 'vitest'
import { buildRequest } from '../../src/conversation/claude-request.ts'
import { noContents } from '../../src/conversation/file-contents.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { answer, aQuestion, said } from './a-store.ts'
import { test } from './each-engine.ts'

/** What one place should remember: each question with what became of it, in the order asked. */
type Asked = {
  id: string
  text: string
  origin: string
  removed: boolean
  waiting: boolean
  answer: string | null
}

const expectedOf = (asked: readonly Asked[]) =>
  asked.flatMap(({ text, removed, answer }) => [
    ...(removed ? [] : [text]),
    ...(answer === null ? [] : [answer]),
  ])

const deed = fc.record({
  what: fc.constantFrom(
    'ask',
    'ask',
    'answer',
    'answer',
    'together',
    'remove',
    'again',
    'regenerate',
    'edit',
  ),
  which: fc.nat(20),
})

test('whatever happens in a place, its history has every turn once and in order, and can be sent', async ({
  aStore,
  runs,
}) => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 25 }), async (deeds) => {
      const { store } = await aStore()
      const asked: Asked[] = []
      for (const [n, { what, which }] of deeds.entries()) {
        const waiting = asked.filter((each) => each.waiting)
        const some = asked[which % Math.max(1, asked.length)]
        // One after the other, or two that waited together: their answer comes behind the second.
        const next = what === 'together' ? (waiting[1] ?? waiting[0]) : waiting[0]
        const answered = asked.findLast((each) => each.answer !== null)
        if (what === 'ask') {
          const question = aQuestion({ text: `q${n}` })
          const added = await store.addQuestion(question)
          if (added === null) throw new Error('known')
          const { id, text } = added
          asked.push({ id, text, origin: question.origin, removed: false, waiting: true, answer: null })
        } else if (what === 'again' && some) {
          expect(await store.addQuestion(aQuestion({ origin: some.origin }))).toBeNull()
        } else if (what === 'remove' && some) {
          await store.removeQuestion(some.id)
          Object.assign(some, { removed: true, waiting: false })
        } else if (what === 'edit' && some && !some.removed) {
          some.text = `e${n}`
          await store.editQuestion(some.id, some.text)
        } else if (what === 'regenerate' && answered && !answered.removed && answered === asked.at(-1)) {
          answered.answer = `a${n}`
          await answer(store, answered.id, answered.answer)
        } else if ((what === 'answer' || what === 'together') && next) {
          await answer(store, next.id, `a${n}`)
          next.answer = `a${n}`
          for (const each of asked.slice(0, asked.indexOf(next) + 1)) each.waiting = false
        }
        const { headId } = await store.conversation('here')
        expect(await said(store, headId)).toEqual(expectedOf(asked))
        const unfinished = await store.unfinished()
        expect(unfinished.questions.map(({ id }) => id)).toEqual(
          asked.filter((each) => each.waiting).map(({ id }) => id),
        )
        const path = headId === null ? [] : await store.path(headId)
        const options = { model: 'm', maxTokens: 1, system: '', webSearch: false, showThinking: false }
        const { messages } = buildRequest(path, noContents, options)
        expect(messages.every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'))).toBe(true)
      }
      await store.close()
    }),
    { numRuns: runs },
  )
})

test('places that speak at once do not mix', async ({ aStore }) => {
  const { store } = await aStore()
  const places = Array.from({ length: 30 }, (_, n) => `place ${n}`)
  await Promise.all(
    places.map(async (place) => {
      for (let n = 0; n < 5; n += 1) {
        const question = await store.addQuestion(aQuestion({ place, text: `${place} asks ${n}` }))
        const begun = await store.beginAnswer(question?.id ?? '', 'm')
        await store.checkpoint(begun, `${place} half`)
        await store.settle(begun, { text: `${place} answer ${n}`, sources: [], model: 'm', usage: noUsage })
      }
    }),
  )
  for (const place of places) {
    const { headId } = await store.conversation(place)
    const expected = [0, 1, 2, 3, 4].flatMap((n) => [`${place} asks ${n}`, `${place} answer ${n}`])
    expect(await said(store, headId)).toEqual(expected)
  }
})
