import fc from 'fast-check'
import { expect, test } from 'vitest'
import { titleOf } from '../../src/conversation/title.ts'

const emoji = fc.constantFrom('🌱', '👩‍👩‍👧', '🇯🇵', 'é', 'a', ' ', 'あ')

test('a title fits and ends between characters, wherever the text is cut', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: emoji, maxLength: 200 }),
      fc.integer({ min: 1, max: 100 }),
      (text, most) => {
        const title = titleOf(text, most)
        expect(title.length).toBeLessThanOrEqual(most)
        expect(title.isWellFormed()).toBe(true)
      },
    ),
  )
})

test('a text whose half character stands where it is cut has a title in whole characters', () => {
  for (const ahead of [0, 1, 2, 3]) {
    const title = titleOf(`${'a'.repeat(ahead)}${'🌱'.repeat(900)}`, 100)
    expect(title.isWellFormed()).toBe(true)
    expect(title).toContain('🌱')
  }
})
