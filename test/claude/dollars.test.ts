import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dollars } from '../../src/claude/dollars.ts'
import { listPrices } from '../../src/claude/prices.ts'
import { addUsage, noUsage, type Usage } from '../../src/conversation/usage.ts'

const tokens = fc.nat(1_000_000)
const usage: fc.Arbitrary<Usage> = fc.record({
  input: tokens,
  output: tokens,
  cacheRead: tokens,
  cacheWrite5m: tokens,
  cacheWrite1h: tokens,
  thinking: tokens,
  webSearches: fc.nat(20),
})

test('each of the five columns has its own price', () => {
  const million = 1_000_000
  const cost = (part: Partial<Usage>): number | null =>
    dollars(listPrices, { ...noUsage, ...part }, 'claude-opus-5-5')
  expect(cost({ input: million })).toBe(4)
  expect(cost({ output: million })).toBe(20)
  expect(cost({ cacheWrite5m: million })).toBe(5)
  expect(cost({ cacheWrite1h: million })).toBe(8)
  expect(cost({ cacheRead: million })).toBe(0.2)
  expect(cost({ webSearches: 3 })).toBeCloseTo(0.03, 10)
})

test('a reply of a thousand tokens and more costs what the README says', () => {
  const spent = { ...noUsage, input: 180, cacheRead: 1_024, output: 428 }
  expect(dollars(listPrices, spent, 'claude-sonnet-5-5')).toBeCloseTo(0.0047424, 10)
})

test('beyond 100,000 tokens of prompt, cached ones counted, all of a request to Haiku 5.5 costs the higher price', () => {
  const cost = (cacheRead: number): number | null =>
    dollars(listPrices, { ...noUsage, cacheRead, input: 1, output: 1_000_000 }, 'claude-haiku-5-5')
  expect(cost(99_999)).toBeCloseTo(0.5 + 0.00099999 + 0.0000001, 10)
  expect(cost(100_000)).toBeCloseTo(2.5 + 0.005 + 0.0000005, 10)
})

test('an unknown model has no cost, which is not 0', () => {
  expect(dollars(listPrices, noUsage, 'claude-next')).toBeNull()
  expect(dollars(listPrices, noUsage, 'toString')).toBeNull()
})

test('a dated snapshot costs what its model costs', () => {
  expect(dollars(listPrices, { ...noUsage, output: 1_000_000 }, 'claude-haiku-4-5-20251001')).toBe(5)
})

test('cost adds up, wherever there is one price', () => {
  fc.assert(
    fc.property(usage, usage, (a, b) => {
      const cost = (spent: Usage): number => dollars(listPrices, spent, 'claude-sonnet-5-5') ?? Number.NaN
      expect(cost(addUsage(a, b))).toBeCloseTo(cost(a) + cost(b), 8)
    }),
  )
})
