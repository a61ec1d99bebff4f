import { expect, test } from 'vitest'
import { findRefused, withoutRefused } from '../../../src/discord/screen/refused-content.ts'

const words = (count: number): string => Array.from({ length: count }, (_, index) => `word${index}`).join(' ')

const search = async (text: string, blocked: string, taken = '') => {
  let asked = 0
  const found = await findRefused(text, taken, async (part) => {
    asked += 1
    return part.includes(blocked)
  })
  return { found, asked }
}

test('finds one word among three hundred in a dozen requests', async () => {
  const { found, asked } = await search(`${words(200)} slur ${words(100)}`, 'slur')
  expect(found).toBe('slur')
  expect(asked).toBeLessThan(13)
})

test('asks only about what is new since the last text that was taken', async () => {
  const { found, asked } = await search(`${words(200)} slur and more`, 'slur', `${words(200)} `)
  expect(found).toBe('slur')
  expect(asked).toBeLessThan(5)
})

test('finds a phrase of which no word is refused alone', async () => {
  const { found } = await search(`${words(50)} buy cheap pills ${words(50)}`, 'buy cheap pills')
  expect(found).toBe('buy cheap pills')
})

test('finds an address', async () => {
  const { found } = await search(`See [this](https://evil.example/x) or ${words(5)}`, 'evil.example')
  expect(found).toBe('[this](https://evil.example/x)')
})

test('finds a piece of a text without spaces', async () => {
  const text = `${'あ'.repeat(300)}禁止${'い'.repeat(300)}`
  const { found = '' } = await search(text, '禁止')
  expect([found.includes('禁止'), found.length <= 120]).toEqual([true, true])
})

test('withholds every occurrence', () => {
  expect(withoutRefused('a slur, a SLUR, a slur', ['slur'])).toBe('a ▒▒▒, a SLUR, a ▒▒▒')
})
