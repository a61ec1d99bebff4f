import { expect, test } from 'vitest'
import { plural } from '../../src/i18n/plural.ts'

test.each([
  ['en', 1, '1 file'],
  ['en', 2, '2 files'],
  ['en', 1_234, '1,234 files'],
  ['ja', 1, '1 files'],
  ['pl', 3, '3 pliki'],
  ['pl', 5, '5 files'],
] as const)('%s: %d', (locale, count, expected) => {
  const forms = { ...(locale === 'pl' ? { few: '# pliki' } : { one: '# file' }), other: '# files' }
  expect(plural(locale)(count, forms)).toBe(expected)
})
