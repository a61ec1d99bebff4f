import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codePoints, cut, fittingIndex } from '../../src/markdown/cut.ts'

const text = fc.string({ unit: 'grapheme', maxLength: 200 })

test('length is counted in code points, as Discord does', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (any) => codePoints(any) === [...any].length))
  expect(codePoints('👩‍👩‍👧')).toBe(5)
})

test('a cut text fits and begins like the whole', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 100 }), (whole, limit) => {
      const short = cut(whole, limit)
      expect(codePoints(short)).toBeLessThanOrEqual(limit)
      expect(whole.startsWith(short === whole ? short : short.slice(0, -1))).toBe(true)
    }),
  )
})

test('no character that a reader sees is divided', () => {
  expect(cut('abcde', 5)).toBe('abcde')
  expect(cut('ab👩‍👩‍👧cd', 5)).toBe('ab…')
  expect(fittingIndex('e\u0301e\u0301', 3)).toBe(2)
})

test('a single character that is too long is divided rather than lost', () => {
  expect(fittingIndex(`a${'\u0301'.repeat(50)}`, 10)).toBe(10)
})
