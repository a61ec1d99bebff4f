import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textTokens, turnTokens } from '../../src/conversation/tokens.ts'
import { trim } from '../../src/conversation/trim.ts'
import type { Turn } from '../../src/conversation/turn.ts'
import { aFile } from './a-file.ts'
import { answer, question, somePath } from './a-path.ts'

const tokensOf = (path: readonly Turn[]) => path.reduce((total, turn) => total + turnTokens(turn), 0)

/** A conversation of so many questions with their answers, and one more question. */
const aConversation = (rounds: number, strings = 300): readonly Turn[] => [
  ...Array.from({ length: rounds }, (): readonly Turn[] => [
    question({ text: 'w'.repeat(strings) }),
    answer({ text: 'w'.repeat(strings) }),
  ]).flat(),
  question({ text: 'w'.repeat(strings) }),
]

test('what is left after a cut fits by the estimate, begins with a question and keeps what is asked', () => {
  fc.assert(
    fc.property(somePath, fc.integer({ min: 40, max: 400 }), (path, tokens) => {
      const plan = trim(path, { tokens })
      if (plan.type === 'whole') expect(tokensOf(path)).toBeLessThanOrEqual(tokens)
      if (plan.type !== 'cut') return
      const rest = path.slice(plan.at)
      expect(tokensOf(rest)).toBeLessThanOrEqual(tokens)
      expect(rest[0]?.role).toBe('question')
      expect(path[plan.at - 1]?.role).toBe('answer')
      const lastAnswer = path.findLastIndex(
        ({ role }, at) => role === 'answer' && path[at + 1]?.role === 'question',
      )
      expect(plan.at).toBeLessThanOrEqual(lastAnswer + 1)
    }),
  )
})

test('as a conversation grows, what is sent changes its beginning only once in many turns', () => {
  const tokens = 10_000
  const cuts: number[] = []
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const path = aConversation(rounds)
    const first = trim(path, { tokens })
    // The API agrees with the estimate to a few per cent, never quite in the same way.
    const plan =
      first.type === 'uncertain'
        ? trim(path, { tokens, counted: tokensOf(path) * (0.95 + (rounds % 5) / 100) })
        : first
    cuts.push(plan.type === 'cut' ? plan.at : 0)
  }
  expect(cuts).toEqual(cuts.toSorted((a, b) => a - b))
  const perStep = 5000 / (2 * turnTokens(question({ text: 'w'.repeat(300) })))
  expect(new Set(cuts).size).toBeLessThanOrEqual(200 / perStep + 1)
})

test('far from the limit nothing is asked, near it the count decides', () => {
  const path = aConversation(10)
  const tokens = tokensOf(path)
  expect(trim(path, { tokens: tokens * 2 }).type).toBe('whole')
  expect(trim(path, { tokens: tokens / 2 }).type).toBe('cut')
  expect(trim(path, { tokens }).type).toBe('uncertain')
  expect(trim(path, { tokens, counted: tokens })).toEqual({ type: 'whole' })
  expect(trim(path, { tokens, counted: tokens + 1 }).type).toBe('cut')
})

test('a count far above the estimate cuts more', () => {
  const path = aConversation(20)
  const tokens = tokensOf(path)
  const near = trim(path, { tokens, counted: tokens * 1.1 })
  const far = trim(path, { tokens, counted: tokens * 3 })
  if (near.type !== 'cut' || far.type !== 'cut') throw new Error('not cut')
  expect(far.at).toBeGreaterThan(near.at)
})

test('what is too large alone is said to be', () => {
  expect(trim([question(), answer(), question({ text: 'w'.repeat(9000) })], { tokens: 1000 }).type).toBe(
    'too-large',
  )
})

test('files beyond what a request may hold are cut away, however many tokens there are', () => {
  const files = [aFile('a.pdf', 'application/pdf', new Uint8Array(9_000_000))]
  const path = [question({ files }), answer(), question({ files }), answer(), question({ files })]
  expect(trim(path.slice(0, 3), { tokens: 1e9 })).toEqual({ type: 'whole' })
  expect(trim(path, { tokens: 1e9 })).toEqual({ type: 'cut', at: 4 })
})

test('more images than a request may have are cut away, however small they are', () => {
  const icon = { ...aFile('a.png', 'image/png', new Uint8Array(60)), width: 28, height: 28, tokens: 1 }
  const asked = question({ files: Array.from({ length: 10 }, () => icon) })
  const path = Array.from({ length: 12 }, () => [asked, answer()]).flat()
  expect(trim(path.slice(0, 20), { tokens: 1e6 })).toEqual({ type: 'whole' })
  expect(trim(path, { tokens: 1e6 })).toEqual({ type: 'cut', at: 10 })
})

test('a question that cannot be sent weighs next to nothing', () => {
  const files = [aFile('a.pdf', 'application/pdf', new Uint8Array(9_000_000))]
  const bad = question({ files, text: 'w'.repeat(90_000), unsendable: 'too-large' })
  expect(trim([bad, answer(), question()], { tokens: 1000 })).toEqual({ type: 'whole' })
})

test.each([
  ['a page of English', 'The quick brown fox jumps over the lazy dog. '.repeat(40), 500, 800],
  ['a page of Japanese', '吾輩は猫である。名前はまだ無い。'.repeat(40), 640, 1000],
])('%s is estimated at rather too many tokens than too few', (_, text, least, most) => {
  expect(textTokens(text)).toBeGreaterThan(least)
  expect(textTokens(text)).toBeLessThan(most)
})
