import { describe, expect, test } from 'vitest'
import { exportMarkdown } from '../../src/conversation/export-markdown.ts'
import { systemPrompt } from '../../src/conversation/system-prompt.ts'
import { fileNameOf, titleOf } from '../../src/conversation/title.ts'
import { textTokens } from '../../src/conversation/tokens.ts'
import { trim } from '../../src/conversation/trim.ts'
import { fileName } from '../../src/files/file-name.ts'
import { answer, question } from './a-path.ts'

/** Milliseconds of this thread's processor that something takes. */
const cpuOf = (act: () => unknown): number => {
  const before = process.threadCpuUsage()
  act()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}

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

describe.each(pure)('%s of 60,000 characters takes at most 50 ms', (_, act) => {
  test.each(units)('of %j', (unit) => {
    const run = unit.repeat(Math.ceil(60_000 / unit.length))
    for (const text of [run, `x${run}`, `${run}x`, `x${run}x`])
      expect(cpuOf(() => act(text))).toBeLessThan(50)
  })
})

test('what is sent of 20,000 turns is decided in at most 50 ms', () => {
  const path = Array.from({ length: 10_000 }, (_, n) => [
    question({ id: `${n}`, text: 'w'.repeat(90) }),
    answer(),
  ]).flat()
  expect(cpuOf(() => trim(path, { tokens: 1000 }))).toBeLessThan(50)
})
