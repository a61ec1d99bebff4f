import { expect, test } from 'vitest'
import { Failed, type FailureKind } from '../../src/conversation/failure.ts'
import { english } from '../../src/i18n/languages.ts'
import { errorSentence } from '../../src/terminal/error-sentence.ts'

const kinds = Object.keys(english.failure)

test.each(kinds)('%s is one sentence on one line', (name) => {
  const kind = kinds.find((known): known is FailureKind => known === name) ?? 'internal'
  const strings = errorSentence(new Failed({ kind, detail: 'The other side\nsaid so.', retryAfter: 2_500 }))
  expect(strings).toMatch(/^[A-Z][^\n]*\.$/)
  expect(strings.match(/[.!?](\s|$)/g)).toHaveLength(1)
})

test('a wait is told in whole seconds, rounded up', () => {
  expect(errorSentence(new Failed({ kind: 'rate-limited', retryAfter: 2_500 }))).toContain('in 3 s')
})

test('any other error is its message on one line', () => {
  expect(errorSentence(new Error('No\nroom'))).toBe('No room.')
  expect(errorSentence('odd')).toBe('odd.')
})
