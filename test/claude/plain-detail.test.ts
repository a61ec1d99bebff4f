import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainDetail } from '../../src/claude/plain-detail.ts'

test('a detail is one line of at most 200 characters, whatever the API says', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (said) => {
      const detail = plainDetail(said)
      expect([...detail].length).toBeLessThanOrEqual(200)
      expect(detail).not.toMatch(/[\n\r\t]/)
    }),
  )
})

test('a key never shows, wherever it stands', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[\w-]{8,80}$/), fc.string(), (before, secret, after) => {
      expect(plainDetail(`${before} sk-${secret} ${after}`)).not.toContain(`sk-${secret}`)
    }),
  )
})

test('an emoji where a detail is cut stays whole or goes', () => {
  for (const ahead of [0, 1, 198, 199, 200, 1_998, 1_999]) {
    const detail = plainDetail(`${'a '.repeat(ahead / 2)}${'a'.repeat(ahead % 2)}${'🌱'.repeat(2_000)}`)
    expect(detail.isWellFormed()).toBe(true)
  }
})
