import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../../src/files/text-of.ts'

const bytes = (...numbers: readonly number[]) => new Uint8Array(numbers)
const binary = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

test('any readable text in UTF-8 comes back, its byte order mark aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (text, marked) => {
      const written = new TextEncoder().encode(marked ? `\ufeff${text}` : text)
      expect(textOf(written)?.text).toBe(text.replace(/^\ufeff/, ''))
    }),
  )
})

const wide = (text: string, order: 'le' | 'be', mark: boolean) => {
  const buffer = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le')
  return new Uint8Array(order === 'le' ? buffer : buffer.swap16())
}

test.each([
  ['le', true],
  ['be', true],
  ['le', false],
  ['be', false],
] as const)('UTF-16 %s is read, with a mark (%s) or without', (order, mark) => {
  const text = 'let answer = 42 // für alle\n'
  expect(textOf(wide(text, order, mark))).toEqual({ text, encoding: `utf-16${order}` })
})

test('Shift_JIS is read', () => {
  // 「これは日本語の文章です。」 three times, as Windows in Japan writes it.
  const sentence =
    '\x82\xb1\x82\xea\x82\xcd\x93\xfa\x96{\x8c\xea\x82\xcc\x95\xb6\x8f\xcd\x82\xc5\x82\xb7\x81B'
  const read = textOf(binary(sentence.repeat(3)))
  expect(read).toEqual({ text: 'これは日本語の文章です。'.repeat(3), encoding: 'shift_jis' })
})

test('Windows-1252 is read', () => {
  const read = textOf(
    binary('Caf\xe9 \x93na\xefve\x94 \x80 5, fa\xe7ade d\xe9j\xe0 vu, \xe0 la carte\n'.repeat(3)),
  )
  expect(read?.text.startsWith('Café “naïve” € 5, façade déjà vu')).toBe(true)
})

test('Windows-1250 is read', () => {
  // A Polish sentence with its own letters.
  const read = textOf(
    binary('Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1, prosz\xea o szybk\xb9 odpowied\x9f.\n'.repeat(3)),
  )
  expect(read?.text).toContain('Zażółć gęślą jaźń, proszę o szybką odpowiedź.')
})

test.each([
  ['zeros', bytes(...Array.from({ length: 64 }, () => 0))],
  ['every byte', bytes(...Array.from({ length: 256 }, (_, n) => n))],
  ['noise', bytes(...Array.from({ length: 4000 }, (_, n) => (n * n * 31 + n * 7) % 256))],
])('%s are no text', (_, given) => {
  expect(textOf(given)).toBeNull()
})

test('a part that ends within a character is still text', () => {
  const part = new TextEncoder().encode('日本語').subarray(0, 8)
  expect(textOf(part, true)?.text).toBe('日本')
})
