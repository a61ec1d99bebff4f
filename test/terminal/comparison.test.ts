import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from '../../src/terminal/comparison.ts'
import { bars, comparisonTable, ratioLines } from '../../src/terminal/comparison-table.ts'
import { spreadOf } from '../../src/terminal/statistics.ts'
import { plain } from '../../src/terminal/style.ts'

const trial = { model: 'claude-haiku-5-5', maxTokens: 500, prompt: 'Hi' }
const run = (firstMs: number, wholeMs: number) => ({ firstMs, wholeMs, tokens: 500 })

test('a median lies between least and most, and as many values below it as above', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1 })
  fc.assert(
    fc.property(values, (given) => {
      const { median, least, most } = spreadOf(given)
      expect(least).toBeLessThanOrEqual(median)
      expect(median).toBeLessThanOrEqual(most)
      const below = given.filter((value) => value < median).length
      const above = given.filter((value) => value > median).length
      expect(Math.max(below, above)).toBeLessThanOrEqual(given.length / 2)
    }),
  )
})

const compared = compare({
  trial,
  stream: [run(400, 4_400), run(500, 4_500), run(450, 4_450)],
  whole: [run(4_500, 4_500)],
})

test('the ratio is that of the first texts, and follows length over rate', () => {
  expect(compared.ratio).toBe(10)
  expect(compared.rate).toBe(125)
  expect(compared.expected).toBeCloseTo((450 + 4_000) / 450, 10)
  expect(ratioLines([compared])).toBe(
    'claude-haiku-5-5, 500 tokens: without streaming the first text takes 10.0 times as long (500 tokens at 125 a second let expect 9.9)',
  )
})

test('the table has a line for each way, with median and spread', () => {
  expect(comparisonTable([compared], plain).split('\n')).toEqual([
    'model             limit  how        first text          to the end          tokens  tokens/s',
    'claude-haiku-5-5  500    streaming  0.45 s (0.40–0.50)  4.45 s (4.40–4.50)  500     125',
    '                         whole      4.50 s              4.50 s              500',
  ])
})

test('the longest bar is the longest time, and no bar is without length', () => {
  const lengths = bars([compared], plain)
    .split('\n')
    .map((line) => line.match(/█+/)?.[0].length)
  expect(lengths).toEqual([5, 46])
})

test('what the SDK would not send is said to be not sent, and not compared', () => {
  const alone = compare({ trial: { ...trial, maxTokens: 30_000 }, stream: [run(400, 4_400)], whole: [] })
  expect(comparisonTable([alone], plain)).toContain('not sent')
  expect(ratioLines([alone])).toContain('not compared')
  expect(bars([alone], plain).split('\n')).toHaveLength(1)
})
