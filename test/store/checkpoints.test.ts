import fc from 'fast-check'
import { expect } from 'vitest'
import { noUsage } from '../../src/conversation/usage.ts'
import { ask } from './a-store.ts'
import { test } from './each-engine.ts'

const units = fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.split(''))

test('after any checkpoints the text is the last one, a half pair at its end aside', async ({
  aStore,
  runs,
}) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const step = fc.record({ cut: fc.nat(20), add: units, ahead: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const begun = await store.beginAnswer(id, 'claude-test')
      let text = ''
      const saved: Promise<void>[] = []
      for (const { cut, add, ahead } of steps) {
        // Mostly grown; at times rewritten from somewhere on, and cut between the halves of a pair.
        text = (cut < 4 ? text.slice(0, cut) : text) + add.join('').slice(0, 5)
        saved.push(store.checkpoint(begun, text))
        if (!ahead) await Promise.all(saved)
      }
      await Promise.all(saved)
      const turn = await store.turn(begun.id)
      expect(turn?.text).toBe(text.replace(/[\ud800-\udbff]$/, '').toWellFormed())
    }),
    { numRuns: runs },
  )
})

test('a checkpoint that comes after the end changes nothing', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const begun = await store.beginAnswer(id, 'claude-test')
  await store.checkpoint(begun, 'so far')
  await store.settle(begun, { text: 'all', sources: [], model: 'claude-test', usage: noUsage })
  await store.checkpoint(begun, 'so far, so late')
  expect(await store.turn(begun.id)).toMatchObject({ text: 'all', state: 'ended' })
})

test('a checkpoint of an answer that was forgotten is no error', async ({ aStore }) => {
  const { store } = await aStore()
  const { id } = await ask(store)
  const begun = await store.beginAnswer(id, 'claude-test')
  await store.checkpoint(begun, 'so')
  await store.forgetPlace('here', 1)
  await store.checkpoint(begun, 'so far')
  expect(await store.turn(begun.id)).toBeNull()
})
