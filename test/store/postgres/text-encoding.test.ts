import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText, encodeText } from '../../../src/store/postgres/text-encoding.ts'

const text = fc.string({ unit: fc.constantFrom('\0', '\u{10ffff}', '0', '1', 'a', '🦊', '\u{10fffe}') })

test('every text comes back as it was, and holds no U+0000 on the way', () => {
  fc.assert(
    fc.property(text, (given) => {
      const stored = encodeText(given)
      expect(stored).not.toContain('\0')
      expect(decodeText(stored)).toBe(given)
    }),
  )
})

test('texts that are stored in parts come back when the parts are joined', () => {
  fc.assert(
    fc.property(text, text, (first, second) => {
      expect(decodeText(encodeText(first) + encodeText(second))).toBe(first + second)
    }),
  )
})
