import { expect, test } from 'vitest'
import { describeRefusedFiles, type RefusedFile } from '../../../src/discord/attachments/refused-files.ts'
import { stringsFor } from '../../../src/i18n/languages.ts'

const kinds: readonly RefusedFile['why'][] = [
  { kind: 'empty' },
  { kind: 'too-large', bytes: 400_000, limit: 300_000 },
  { kind: 'too-much', limit: 22_000_000 },
  { kind: 'archive' },
  { kind: 'unknown' },
  { kind: 'bad-image' },
  { kind: 'too-many-pixels', pixels: 400_000_000, limit: 250_000_000 },
  { kind: 'bad-pdf' },
  { kind: 'too-many-pages', pages: 700, limit: 100 },
  { kind: 'locked' },
  { kind: 'unreadable' },
  { kind: 'gone' },
  { kind: 'assumed-encoding', encoding: 'shift_jis' },
]

test.each(['en-US', 'ja'])('every reason has its words in %s', (locale) => {
  const lines = describeRefusedFiles(
    kinds.map((why) => ({ name: 'a_b.txt', why })),
    stringsFor(locale),
  ).split('\n')
  expect(lines).toHaveLength(kinds.length)
  expect(new Set(lines).size).toBe(kinds.length)
  for (const line of lines) expect(line).toMatch(/^-# .*\*\*a\\_b\.txt\*\*/)
})

test('an image of 400 megapixels is named as such, and a guess at an encoding is no refusal', () => {
  const words = describeRefusedFiles(
    [
      { name: 'a.png', why: { kind: 'too-many-pixels', pixels: 400_000_000, limit: 250_000_000 } },
      { name: 'a.csv', why: { kind: 'assumed-encoding', encoding: 'shift_jis' } },
    ],
    stringsFor('en-US'),
  )
  expect(words).toContain('400 million pixels')
  expect(words).toContain('I read **a.csv** as shift_jis')
})
