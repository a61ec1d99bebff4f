import { describe, expect, test } from 'vitest'
import { exportMarkdown } from '../../src/conversation/export-markdown.ts'
import { systemPrompt } from '../../src/conversation/system-prompt.ts'
import { fileNameOf, titleOf } from '../../src/conversation/title.ts'
import { textTokens } from '../../src/conversation/tokens.ts'
import { trim } from '../../src/conversation/trim.ts'
import { fileName } from '../../src/files/file-name.ts'
import { isInProportion } from '../in-proportion.ts'
import { answer, question } from './a-path.ts'

const units = [
  '.',
  ' ',
  '. ',
  '\n',
  '`',
  '~~~\n',
  '```\n',
  '<',
  '[',
  '*_',
  '\u0301',
  '\ud800',
  '日本',
  '> ',
  '\\',
  '://',
  '-',
  '/',
]

const pure: readonly (readonly [string, (text: string) => unknown])[] = [
  ['a file name', fileName],
  ['a title', (text) => fileNameOf(titleOf(text, 100))],
  ['a count of tokens', textTokens],
  ['a persona', (persona) => systemPrompt({ persona })],
  [
    'an export',
    (text) =>
      exportMarkdown([
        question({ text, speaker: { id: 'a', name: text }, quote: { author: text, where: text, text } }),
        answer({ text, sources: [{ title: text, url: text }] }),
      ]),
  ],
]

/** `unit` again and again, `length` characters in all, bare and with a character before it, behind it, and both. */
const runs = (unit: string, length: number): readonly string[] => {
  const run = unit.repeat(Math.ceil(length / unit.length))
  return [run, `x${run}`, `${run}x`, `x${run}x`]
}

describe.each(pure)('%s of 60,000 characters takes a time in proportion to their number', (_, act) => {
  test.each(units)('of %j', (unit) => {
    expect(isInProportion(60_000, (length) => runs(unit, length).forEach(act))).toBe(true)
  })
})

test('what is sent of 20,000 turns is decided in a time in proportion to their number', () => {
  const path = Array.from({ length: 10_000 }, (_, n) => [
    question({ id: `${n}`, text: 'w'.repeat(90) }),
    answer(),
  ]).flat()
  const decide = (length: number) => void trim(path.slice(0, length), { tokens: 1000 })
  expect(isInProportion(path.length, decide)).toBe(true)
})
