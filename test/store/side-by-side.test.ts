import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildRequest } from '../../src/conversation/claude-request.ts'
import { noContents } from '../../src/conversation/file-contents.ts'
import { settledTurns } from '../../src/conversation/settled-turns.ts'
import type { AnswerRef } from '../../src/conversation/store.ts'
import { noUsage } from '../../src/conversation/usage.ts'
import { aStore, ask, said } from './a-store.ts'

/** A question of one place with its answer: the model that the store is held against. */
type Exchange = {
  readonly id: string
  readonly text: string
  readonly who: string
  state: 'waiting' | 'writing' | 'ended' | 'removed'
  /** Asked together with the next one, whose answer is for both. */
  joined: boolean
  answer: AnswerRef | null
}

const textsOf = ({ text, state, answer }: Exchange): readonly string[] => [
  ...(state === 'removed' ? [] : [text]),
  ...(answer === null ? [] : [`to ${text}`]),
]

/** What a reply to the exchange is built from: all earlier ones that are finished. */
const settledBefore = (all: readonly Exchange[], asked: Exchange): readonly string[] => {
  const earlier = all.slice(0, all.indexOf(asked))
  const ends = (one: Exchange): Exchange =>
    one.joined && one.state !== 'removed' ? ends(all[all.indexOf(one) + 1] ?? one) : one
  const isSettled = (one: Exchange): boolean =>
    one.state === 'removed' || (one.state === 'ended' && ends(one).state === 'ended')
  return earlier.filter(isSettled).flatMap(textsOf)
}

const deed = fc.record({
  what: fc.constantFrom('ask', 'ask', 'ask', 'begin', 'begin', 'end', 'remove', 'again'),
  who: fc.constantFrom('a', 'b', 'c'),
  which: fc.nat(20),
})

test('whoever is answered sooner, the history has every turn once, in the order of asking; a reply is built from what is finished', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { maxLength: 30 }), async (deeds) => {
      const { store } = await aStore()
      const all: Exchange[] = []
      for (const [n, { what, who, which }] of deeds.entries()) {
        // Questions of one person stay in order; whose are answered when is left to chance.
        const waiting = all.filter(({ state }) => state === 'waiting')
        const firsts = waiting.filter((one) => waiting.find((other) => other.who === one.who) === one)
        const idle = firsts.filter((one) => !all.some((o) => o.who === one.who && o.state === 'writing'))
        const next = idle[which % Math.max(1, idle.length)]
        const writing = all.filter(({ state }) => state === 'writing')
        const done = writing[which % Math.max(1, writing.length)]
        const some = waiting[which % Math.max(1, waiting.length)]
        if (what === 'ask') {
          const { id, text } = await ask(store, { text: `${who}${n}`, speaker: { id: who, name: who } })
          all.push({ id, text, who, state: 'waiting', joined: false, answer: null })
        } else if (what === 'begin' && next) {
          const beside = all[all.indexOf(next) + 1]
          const isTogether = which % 2 === 0 && beside?.who === next.who && beside.state === 'waiting'
          const last = isTogether ? beside : next
          const history = settledTurns(await store.path(last.id), [next.id, last.id])
          const asked = isTogether ? [next.text, last.text] : [next.text]
          expect(history.turns.map(({ text }) => text)).toEqual([...settledBefore(all, next), ...asked])
          const path = await store.path(last.id)
          const gap = path.findIndex(({ id }, at) => history.turns[at]?.id !== id)
          expect(history.whole).toBe(gap === -1 ? path.length : gap)
          const options = { model: 'm', maxTokens: 1, system: '', webSearch: false, showThinking: false }
          const { messages } = buildRequest(history.turns, noContents, options)
          expect(messages.every(({ role }, at) => role === (at % 2 === 0 ? 'user' : 'assistant'))).toBe(true)
          last.answer = await store.beginAnswer(last.id, 'm')
          await store.checkpoint(last.answer, `to ${last.text}`)
          next.joined = isTogether
          for (const each of [next, last]) each.state = each === last ? 'writing' : 'ended'
        } else if (what === 'end' && done?.answer) {
          const settled = { text: `to ${done.text}`, sources: [], model: 'm', usage: noUsage }
          await store.settle(done.answer, settled)
          done.state = 'ended'
        } else if (what === 'remove' && some) {
          await store.removeQuestion(some.id)
          some.state = 'removed'
        } else if (what === 'again' && all.at(-1)?.state === 'ended') {
          const last = all.at(-1)
          if (last) last.answer = await store.beginAnswer(last.id, 'm')
          if (last?.answer) await store.checkpoint(last.answer, `to ${last.text}`)
          if (last) last.state = 'writing'
        }
        const { headId } = await store.conversation('here')
        expect(await said(store, headId)).toEqual(all.flatMap(textsOf))
        expect((await store.unfinished()).questions.map(({ id }) => id)).toEqual(
          all.filter(({ state }) => state === 'waiting').map(({ id }) => id),
        )
      }
      await store.close()
    }),
    { numRuns: 200 },
  )
}, 120_000)
